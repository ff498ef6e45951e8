import Neural
import Tensors

extension DiffusionModel {
    /// Opens a model in the layout of diffusers: `model_index.json` and a folder for each part.
    ///
    /// - Parameters:
    ///   - autoencoder: a folder with another autoencoder, in the place of the model's own.
    ///   - variant: `fp16` to take the weights `….fp16.safetensors`; nil takes the plain ones.
    ///   - kernels: the arithmetic to run on.
    /// - Throws: `model.folder`, `model.missing-file`, `model.config`, `model.unsupported`, `model.weights`,
    ///   `model.pickle`, and what the readers of JSON, safetensors and tokenizers throw.
    public static func load(
        folder: String, variant: String? = nil, autoencoder: String? = nil,
        kernels: any Kernels = KernelSet.preferred
    ) throws -> DiffusionModel {
        let source = try FolderSource(folder: folder, variant: variant)
        return try load(source, autoencoder: autoencoder, place: folder, kernels: kernels)
    }

    static func load(
        _ source: some ModelSource, autoencoder: String?, place: String, kernels: any Kernels
    ) throws -> DiffusionModel {
        guard let autoencoder else { return try load(source, place: place, kernels: kernels, adapters: []) }
        let exchanged = ExchangedAutoencoder(base: source, autoencoder: try AutoencoderSource(folder: autoencoder))
        return try load(exchanged, place: place, kernels: kernels, adapters: [])
    }

    /// Builds a model of the parts that a source has.
    /// - Parameter place: the folder or the file that it is known by.
    static func load(
        _ source: some ModelSource, place: String, kernels: any Kernels, adapters: [Adapter]
    ) throws -> DiffusionModel {
        let index = source.index
        let sites = SiteTable()
        let names = index.kind.towers.map(\.encoder) + ["unet", "vae"]
        let stores = try names.map { try source.store($0) }
        let unetConfiguration = try UNetConfiguration(source.reader("unet"))
        try put(
            adapters, on: stores, kind: index.kind, layersPerBlock: unetConfiguration.layersPerBlock.first ?? 2)
        func scope(_ part: String, _ layout: Scope.Layout) throws -> Scope {
            guard let store = stores.first(where: { $0.part == part }) else {
                throw Problem("model.missing-file", "the model has no \(part)")
            }
            return Scope(store: store, sites: sites, kernels: kernels, layout: layout)
        }
        var scopes: [Scope] = []
        let towers = try index.kind.towers.map { name in
            let scope = try scope(name.encoder, .tokens)
            let configuration = try TextEncoderConfiguration(
                source.reader(name.encoder), hasProjection: index.classes[name.encoder] == ModelIndex.projecting)
            let tokenizer = try source.tokenizer(name.tokenizer)
            let encoder = TextEncoder(configuration, scope)
            // Older checkpoints store the positions' numbers, which are no weights.
            try scope.store.finish { $0.hasSuffix("position_ids") }
            scopes.append(scope)
            return TextTower(name: name.encoder, tokenizer: tokenizer, encoder: encoder)
        }
        let unetScope = try scope("unet", .image(reduction: 1))
        let vaeScope = try scope("vae", .image(reduction: nil))
        scopes += [unetScope, vaeScope]
        vaeScope.store.olderNames = [
            (".to_q.", ".query."), (".to_k.", ".key."), (".to_v.", ".value."), (".to_out.0.", ".proj_attn."),
        ]
        let unet = UNet(unetConfiguration, unetScope)
        try unetScope.store.finish()
        let autoencoder: any Autoencoder
        if index.classes["vae"] == "AutoencoderTiny" {
            autoencoder = AutoencoderTiny(try AutoencoderTinyConfiguration(source.reader("vae")), vaeScope)
        } else {
            autoencoder = AutoencoderKL(try AutoencoderKLConfiguration(source.reader("vae")), vaeScope)
        }
        try vaeScope.store.finish()
        let scheduler = try source.scheduler()
        try checkAgreement(index.kind, towers, unet, autoencoder)
        let parts = scopes.map { scope in
            ModelPart(
                name: scope.store.part, className: index.classes[scope.store.part] ?? "",
                parameterCount: scope.store.parameterCount, byteCount: scope.store.byteCount,
                dtype: scope.store.dtypes.max { $0.value < $1.value }?.key ?? .float32, files: scope.store.files)
        }
        return DiffusionModel(
            folder: place, kind: index.kind, towers: towers, zeroesEmptyNegative: index.zeroesEmptyNegative, unet: unet,
            autoencoder: autoencoder,
            scheduler: scheduler, sites: sites, parts: parts, adapters: adapters
        ) { try load(source, place: place, kernels: kernels, adapters: $0) }
    }

    /// What each part says for itself must fit the others.
    private static func checkAgreement(
        _ kind: ModelKind, _ towers: [TextTower], _ unet: UNet, _ autoencoder: any Autoencoder
    ) throws {
        var faults: [String] = []
        let width = towers.reduce(0) { $0 + $1.encoder.configuration.width }
        if let other = unet.configuration.contextWidths.first(where: { $0 != width }) {
            let owner = towers.count == 1 ? "the text encoder's `hidden_size` is" : "the text encoders' together are"
            faults.append("unet: `cross_attention_dim` is \(other), but \(owner) \(width)")
        }
        faults += additionFaults(kind, towers, unet)
        if unet.configuration.inChannels != autoencoder.latentChannels {
            faults.append(
                "unet: `in_channels` is \(unet.configuration.inChannels), "
                    + "but the vae's `latent_channels` is \(autoencoder.latentChannels)")
        }
        if unet.configuration.outChannels != unet.configuration.inChannels {
            faults.append(
                "unet: `out_channels` is \(unet.configuration.outChannels), "
                    + "but `in_channels` is \(unet.configuration.inChannels)")
        }
        for tower in towers {
            let (tokenizer, configuration) = (tower.tokenizer, tower.encoder.configuration)
            if tokenizer.vocabularySize > configuration.vocabularySize {
                faults.append(
                    "\(tower.name): `vocab_size` is \(configuration.vocabularySize), "
                        + "but the tokenizer has \(tokenizer.vocabularySize) tokens")
            }
            if tokenizer.length > configuration.positions {
                faults.append(
                    "\(tower.name): `max_position_embeddings` is \(configuration.positions), "
                        + "but the tokenizer's `model_max_length` is \(tokenizer.length)")
            }
            if tokenizer.length != towers[0].tokenizer.length {
                faults.append(
                    "\(tower.name): its tokenizer makes \(tokenizer.length) tokens of a text, the first "
                        + "\(towers[0].tokenizer.length)")
            }
        }
        if let first = faults.first { throw Problem("model.config", first, notes: Array(faults.dropFirst())) }
    }

    /// The pooled text that the UNet wants is what the last tower gives.
    private static func additionFaults(_ kind: ModelKind, _ towers: [TextTower], _ unet: UNet) -> [String] {
        guard let addition = unet.configuration.addition else {
            return kind == .stableDiffusion
                ? [] : ["unet: `addition_embed_type` is missing, but the pipeline is XL's, which has `text_time`"]
        }
        guard kind != .stableDiffusion else {
            return ["unet: `addition_embed_type` is `text_time`, but the pipeline is not XL's"]
        }
        let pooled = towers.last?.encoder.configuration.projectionWidth ?? 0
        guard addition.pooledWidth != pooled else { return [] }
        return [
            "unet: `projection_class_embeddings_input_dim` \(addition.inputWidth) leaves \(addition.pooledWidth) "
                + "channels for the pooled text, but the last text encoder's `projection_dim` is \(pooled)"
        ]
    }
}
