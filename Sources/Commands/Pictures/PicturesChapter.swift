import Runtime

extension CommandLibrary {
    static var pictures: [any Command.Type] {
        [
            Overlay.self, Grid.self, Filmstrip.self, Colour.self, Picture.self, Crop.self, Flip.self, Outline.self,
            Difference.self, Plot.self, ColourMaps.self, TestImage.self, TestHeat.self,
        ]
    }
}
