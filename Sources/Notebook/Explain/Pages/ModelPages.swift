extension ErrorPages {
    /// Loading and running models.
    static let models = #"""
        ## model.unknown
        There is no model of this name, and no folder at this path.
            load("sceens")
        why: A model is named by a folder in diffusers' layout, or by a name that `models()` lists.
        mend: Take the suggestion, or give the path of the folder that holds model_index.json.
        see: model.folder, file.missing

        ## model.folder
        A folder is not a model.
            load("pictures")
        why: diffusers' layout has a model_index.json and a folder for each part. A single file, as web interfaces use
        it, is not such a folder.
        mend: The help line has the Python that turns a single file into a folder.
        see: model.missing-file

        ## model.missing-file
        A model lacks a file or a folder.
            load("hollow")
        why: A download is not complete, or its weights have another variant in their names.
        mend: Fetch the rest, or choose a variant: `load(path, variant="fp16")`.
        see: model.weights

        ## model.config
        A JSON file of a model says something that cannot be.
            load("oddity")
        why: A value is missing, of the wrong type, or unknown; nothing is guessed. The notes list all that was found.
        mend: Compare the file with the original model's.
        see: model.unsupported

        ## model.unsupported
        A model is of a kind that Limn does not know.
            load("foreign")
        why: Stable Diffusion 1.x is known, with the schedulers that `sample(scheduler=…)` lists.
        mend: Take another scheduler, or another model.
        see: scheduler.unknown

        ## model.weights
        The weights of a model do not fit its configuration.
        why: A tensor is missing, left over, or of another shape; they belong to another model, or to another variant.
        mend: The notes list the tensors. Fetch weights and configuration from the same place.
        see: safetensors.no-tensor, model.missing-file

        ## lora.format
        A file is no adapter of low rank.
            save({x: ones([2, 2])}, "plain.safetensors")
            lora(load(), "plain.safetensors")
        why: An adapter has a pair of matrices for each module, named `….lora_A.weight` and `….lora_B.weight` or \
        `….lora_down.weight` and `….lora_up.weight`. Other kinds of changes (DoRA, LoHa, LoKr) are not known.
        mend: Look what the file holds with `keys(read("plain.safetensors"))`.
        see: lora.mismatch, safetensors.no-tensor

        ## lora.mismatch
        An adapter does not go with the model.
            save({"unet.x.lora_A.weight": ones([1, 2]), "unet.x.lora_B.weight": ones([2, 1])}, "x.safetensors")
            lora(load(), "x.safetensors")
        why: It names modules that the model has not got, or its matrices are of other sizes; nothing was put on.
        mend: Take an adapter that was trained on this architecture: Stable Diffusion 1, 2 or XL.
        see: lora.format, model.weights

        ## lora.scale
        The strength of an adapter is not a number.
            lora(load(), "x.safetensors", scale=0.0 / 0.0)
        why: It multiplies what the adapter adds to the weights.
        mend: 1 is as it was trained, 0 nothing.
        see: lora.format

        ## model.pickle
        The weights of a model are a pickle.
        why: Reading a pickle runs any code that is in it, so Limn never does.
        mend: Convert the model once, where you trust it; the help line has the Python.
        see: file.pickle

        ## model.shape
        A part of a model was given a tensor of a shape that it does not take.
            sd = load()
            sample(sd, "a fox", steps=1, noise=zeros([16, 16, 7]))
        why: Latents are ⟨y, x, channel⟩ with as many channels as the model has, pictures have sides that are
        multiples of 8.
        mend: The message says what is wanted.
        see: latents.shape, model.axes

        ## model.axes
        Latents, or noise, have axes of other names than the model's.
            sd = load()
            sample(sd, "a fox", steps=1, noise=zeros([16, 16, 4], axes=["a", "b", "c"]))
        why: Named axes are bound by their names: batch, y, x, channel in any order.
        mend: Name all or none: `rename(x, ["batch", "channel", "y", "x"])`.
        see: model.shape

        ## latents.shape
        A tensor has not the axes of latents.
            sd = load()
            decode(sd, zeros([16, 16]))
        why: Latents are ⟨y, x, channel⟩, with batch where there are several.
        mend: Name the axes, or take one of a batch.
        see: model.shape

        ## timestep.range
        A timestep is outside the times of training.
            sd = load()
            x = zeros([16, 16, 4], axes=["y", "x", "channel"])
            add_noise(sd, x, x, 5000)
        why: They go from 0, hardly any noise, to the last one, usually 999.
        mend: Give a whole number in the range.
        see: sample.timestep

        ## run.image
        A run has no picture of this number.
            run = sample(load(), "a fox", steps=1, size=64px, seed=1)
            word_tokens(run, "fox", image=3)
        why: The pictures of a batch count from 0.
        mend: Give a number below the size of the batch.
        see: index.out-of-range

        ## edit.result
        An edit returned something other than a tensor.
            sample(load(), "a fox", steps=1, size=64px, edit={"mid_block": x -> "gone"})
        why: What it returns takes the activation's place.
        mend: Let the last expression of the function be the tensor.
        see: edit.shape

        ## edit.shape
        An edit returned a tensor of another shape than the activation's.
            sample(load(), "a fox", steps=1, size=64px, edit={"mid_block": x -> zeros([2, 2])})
        why: The model goes on with it as it would with its own.
        mend: Return `x + …` or `x * …`; print `x.shape` inside of the edit to see it.
        see: site.shape, tensor.shape-mismatch

        ## site.shape
        A replacement for an activation has another shape.
        why: The model goes on with it as it would with its own.
        mend: Return a tensor of the shape that the message names.
        see: edit.shape

        ## tokens.length
        Texts of different lengths, or too long ones, were given to a text encoder.
        why: It takes one length for all, up to its number of positions.
        mend: Use `encode_text`, which pads and cuts.
        see: attention.cut-word

        ## tokens.range
        A token has no entry in the vocabulary.
        why: Tokenizer and text encoder belong to different models.
        mend: Fetch both from the same place.
        see: tokenizer.unknown-id

        ## tokenizer.unknown-id
        No token has this id.
        why: Ids count from 0 to the size of the vocabulary.
        mend: Take ids from `tokens(model, text)`.
        see: tokens.range

        ## tokenizer.bad-vocabulary
        The vocabulary of a tokenizer cannot be.
        why: It is a JSON object of tokens and their ids, with no id twice.
        mend: Fetch the tokenizer's files again.
        see: tokenizer.bad-merge

        ## tokenizer.bad-merge
        A merge of a tokenizer does not join two of its tokens to a third.
        why: merges.txt and vocab.json belong to different models.
        mend: Fetch both from the same place.
        see: tokenizer.bad-vocabulary

        ## tokenizer.unsupported
        A tokenizer is of another kind than CLIP's.
        why: Byte pairs with `</w>` at the ends of words are known.
        mend: Take a model with CLIP's text encoder.
        see: model.unsupported

        ## kernels.onednn
        The library for network layers refused an operation.
        why: This should not happen; the message has its number.
        mend: Run again with `with threads(1)`, and report what was run.
        see: internal.error

        ## goldens.format
        A file of reference values is not as the numeric check wants it.
        why: goldens.json was written by another version.
        mend: Write the goldens again.
        see: goldens.missing

        ## goldens.missing
        No reference values were found.
        why: They are in the repository, not in an installed Limn.
        mend: `limn numerics FOLDER` names a folder that holds goldens.json.
        see: numerics.tolerance

        ## numerics.tolerance
        A part of a model differs from the reference by more than it may.
        why: Kernels of this machine round otherwise, or something was changed.
        mend: The table above says which part it is.
        see: goldens.missing
        """#
}
