extension ErrorPages {
    /// Sampling: schedulers and the options of a run.
    static let sampling = #"""
        ## scheduler.unknown
        There is no scheduler of this name.
        why: The message lists them.
        mend: Take one of them.
        see: call.unknown-choice, model.unsupported

        ## scheduler.setting
        A scheduler has no such setting, or not with this value.
            sample(load(), "a fox", steps=1, scheduler={name: "euler", use_karas_sigmas: true})
        why: The keys are those of diffusers' `scheduler_config.json`, and each scheduler reads its own.
        mend: The notes list the settings that there are.
        see: scheduler.unknown, model.config

        ## timesteps.gamma
        Times that crowd at one end would repeat, or `gamma=` was given without `crowd=`.
            timesteps(load(), 900, crowd="early", gamma=0)
        why: There are only whole times; a small `gamma` puts several steps at one.
        mend: Take a larger `gamma` or fewer steps; the help line names a `gamma` that would do.
        see: sample.timesteps, sample.steps

        ## sample.timesteps
        A list of timesteps cannot be visited.
            sample(load(), "a fox", timesteps=[10, 500])
        why: They fall from noise to the picture, within the times that the model was trained with; a few schedulers \
        choose them by themselves.
        mend: `timesteps(model, 30)` gives such a list.
        see: timesteps.gamma, sample.steps

        ## sample.inverse
        A scheduler that goes from a picture to noise was started with noise.
            sample(load(), "a fox", steps=2, scheduler="ddim_inverse")
        why: It begins with the latents of a picture.
        mend: `sample(model, prompt, noise=encode(model, picture), scheduler="ddim_inverse", guidance=1)`.
        see: sample.noise, scheduler.unknown

        ## sample.steps
        A scheduler cannot do so many steps.
            sample(load(), "a fox", steps=0)
        why: At least one, and at most one for every time of training.
        mend: 20 to 50 are usual.
        see: sample.timestep

        ## sample.size
        The sides of a picture are not multiples of the model's factor.
            sample(load(), "a fox", steps=1, size=61px)
        why: Each latent stands for a square of pixels.
        mend: Take the size that the help line names.
        see: model.shape

        ## sample.batch
        `batch=` was given together with several prompts.
            sample(load(), ["a fox", "a cat"], steps=1, batch=3)
        why: It makes several pictures of one prompt.
        mend: Repeat prompts in the list instead.
        see: sample.prompts

        ## sample.prompts
        There are prompts for another number of pictures, or none.
            sample(load(), [], steps=1)
        why: One prompt stands for all pictures, or each has its own.
        mend: Give one, or one each; the same holds for `negative=`.
        see: sample.batch

        ## sample.guidance
        The guidance is not a number.
            sample(load(), "a fox", steps=1, guidance=0.0 / 0.0)
        why: It says how far to go from the unguided prediction; 1 is unguided, 7.5 usual.
        mend: Look where the value comes from.
        see: sample.eta

        ## sample.guidance-rescale
        `guidance_rescale=` is no number from 0 to 1.
            sample(load(), "a fox", steps=1, guidance_rescale=7)
        why: It says how far the guided prediction is scaled back to the spread of the prediction for the prompt.
        mend: 0 leaves it, 1 goes all the way, 0.7 is what its authors use.
        see: sample.guidance

        ## sample.clip-skip
        `clip_skip=` leaves no layer of the text encoder.
            sample(load(), "a fox", steps=1, clip_skip=100)
        why: It says how many of the last layers are left out.
        mend: Write a number from 0 to one less than the text encoder has layers.
        see: sample.prompts

        ## sample.sizes
        `original_size=`, `crop=` or `target_size=` was given to a model that reads no sizes.
            sample(load(), "a fox", steps=1, crop=[0, 0])
        why: Stable Diffusion XL was trained to read them beside the text; the models before it were not.
        mend: Leave the options out, or load an XL model.
        see: sample.size

        ## sample.eta
        `eta` is given to a scheduler that has none, or is out of range.
            sample(load(), "a fox", steps=1, scheduler="euler", eta=0.5)
        why: It belongs to ddim: 0 draws no noise on the way, 1 at every step.
        mend: Leave it out, or take `scheduler="ddim"`.
        see: scheduler.unknown

        ## sample.mask
        A mask is given without a picture, or has other axes than y and x.
            sample(load(), "a fox", steps=1, mask=ones([64, 64]) > 0)
        why: It says which part of `image=` is painted anew.
        mend: Give both; the mask is ⟨y, x⟩.
        see: sample.image

        ## sample.image
        The picture to begin from does not give latents of the right shape.
        why: Picture and `size=` disagree.
        mend: Leave `size=` out, or resize the picture.
        see: sample.strength

        ## sample.strength
        The strength is not above 0 and at most 1.
            sample(load(), "a fox", steps=1, image=test_image(size=64), strength=0)
        why: It is the share of the steps that is done on a picture: 1 forgets it, 0 would change nothing.
        mend: Write `strength=80%`.
        see: sample.image

        ## sample.noise
        The noise to begin from has the wrong shape.
        why: It is the first latents: ⟨y, x, channel⟩, with batch where there are several pictures.
        mend: `normal([16, 16, 4], seed=1)` for a model of 128 pixels and a factor of 8.
        see: model.shape

        ## sample.timestep
        A timestep lies outside of the times of training.
            predict(load(), zeros([16, 16, 4], axes=["y", "x", "channel"]), 5000, "a fox")
        why: They go from 0 to the last one.
        mend: Give a time in the range.
        see: timestep.range
        """#
}
