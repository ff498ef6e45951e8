extension ErrorPages {
    /// Sites, recordings and the words of a prompt.
    static let recording = #"""
        ## sites.none
        No site of a model matches a pattern.
            sites(load(), "*.attn9")
        why: A site is named as in the state dict, such as unet.mid_block.attentions.0.transformer_blocks.0.attn2; `*`
        stands for anything, and the first component may be left out.
        mend: Take the suggestion; `sites(model)` lists all.
        see: recording.unknown-site

        ## sites.not-run
        A pattern names sites of a part that does not run here.
            sample(load(), "a fox", steps=1, size=64px, record=activations("vae.encoder*"))
        why: Sampling runs the UNet and the decoder; the text encoder and the encoder have commands of their own.
        mend: Use `encode_text` or `encode` with `record=`.
        see: sites.none

        ## attention.unknown-word
        A prompt has no such word.
            run = sample(load(), "a fox", steps=1, size=64px, seed=1, record=attention("*.attn2"))
            heatmap(run, "dog")
        why: Words are those of the prompt, whatever tokens the model makes of them.
        mend: Take the suggestion; `run.words` lists them.
        see: attention.ambiguous-word, attention.cut-word

        ## attention.ambiguous-word
        A word occurs more than once in the prompt.
            run = sample(load(), "a fox and a cat", steps=1, size=64px, seed=1, record=attention("*.attn2"))
            heatmap(run, "a")
        why: Each occurrence has a map of its own.
        mend: Say which: `"a[1]"`, counted from 0, or a longer phrase.
        see: attention.unknown-word

        ## attention.cut-word
        A word was cut from the prompt.
        why: The model reads a fixed number of tokens, and the prompt is longer.
        mend: Shorten the prompt; `tokens(model, text)` shows what is read.
        see: attention.unknown-word

        ## recording.none
        A run recorded nothing of this kind.
            run = sample(load(), "a fox", steps=1, size=64px, seed=1)
            run.attention
        why: What to keep is said before running, so that only that is kept.
        mend: `sample(…, record=attention("*.attn2"))`.
        see: recording.unknown-site

        ## recording.nothing
        A request keeps no step, no head or no token.
            sample(load(), "a fox", steps=1, size=64px, record=attention("*.attn2", steps=[]))
        why: The list is empty.
        mend: Leave the option out to keep all.
        see: recording.unknown-step

        ## recording.unknown-site
        Nothing that was recorded matches a pattern.
            run = sample(load(), "a fox", steps=1, size=64px, seed=1, record=attention("*.attn2"))
            run.attention["up_blocks.9.*"]
        why: It is misspelt, or another site was recorded. The notes list what was.
        mend: Take the suggestion, or record the site.
        see: sites.none, recording.none

        ## recording.resolutions
        Sites of different sizes are taken together.
            run = sample(load(), "a fox", steps=1, size=64px, seed=1, record=attention("*.attn2"))
            run.attention["*"]
        why: Blocks work at different resolutions, and maps of different sizes make no tensor.
        mend: Name sites of one size, take them one by one, or give a size to resize to.
        see: tensor.shape-mismatch

        ## recording.unknown-step
        A step was not recorded, or the run has none of this number.
            sample(load(), "a fox", steps=2, size=64px, record=attention("*.attn2", steps=[7]))
        why: Steps count from 0, and from the end as -1. Steps that were averaged while recording cannot be told apart.
        mend: Leave "step" out of `over=` to choose steps afterwards.
        see: recording.nothing

        ## recording.unknown-head
        A site has no head of this number.
            sample(load(), "a fox", steps=1, size=64px, record=attention("*.attn2", heads=[99]))
        why: Heads count from 0; blocks may have different numbers of them.
        mend: `sites(model, "*.attn2")` has the number for each.
        see: recording.unknown-step

        ## recording.unknown-token
        The text has no token of this position.
            sample(load(), "a fox", steps=1, size=64px, record=attention("*.attn2", tokens=[999]))
        why: Tokens count from 0, and the first is the beginning of the text.
        mend: Name words instead: `tokens="fox"`.
        see: attention.unknown-word

        ## recording.unknown-axis
        A recording is averaged over an axis that its sites do not have.
            sample(load(), "a fox", steps=1, size=64px, record=attention("*.attn2", over="heads"))
        why: Attention has step, head, token, y and x; activations have channel in the place of head and token.
        mend: Take the suggestion; the notes list the axes.
        see: tensor.unknown-axis

        ## recording.no-guidance
        The unguided half of a run is to be recorded, and the run has none.
            sample(load(), "a fox", steps=1, size=64px, guidance=1, record=attention("*.attn2", guidance="uncond"))
        why: With a guidance of 1 or less the model runs once a step, with the prompt only.
        mend: Use a guidance above 1, or leave the option out.
        see: sample.guidance

        ## recording.no-text
        Words are named in a recording of something that has no text.
        why: The autoencoder works on pictures.
        mend: Leave `tokens=` out.
        see: recording.unknown-token

        ## recording.several-requests
        Requests of one recording kept different tokens or heads.
        why: Together they make no tensor.
        mend: Record them in one request, or take a site by its path.
        see: recording.resolutions

        ## recording.uneven-words
        A word has different numbers of tokens in the texts of a batch.
        why: One tensor holds the tokens of all pictures.
        mend: Record all tokens, or one picture at a time.
        see: recording.unknown-token

        ## recording.shape
        A site gave an activation of a shape that does not fit its recording.
        why: An edit changed its size, or the model has a form that is not known.
        mend: Record without the edit to find out which.
        see: edit.shape

        ## price.range
        A recording is priced for no steps or no pictures.
            price(load(), attention("*.attn2"), steps=0)
        why: It would take nothing.
        mend: Give the numbers that `sample` will have.
        see: sample.steps
        """#
}
