import Runtime

extension CommandLibrary {
    static var files: [any Command.Type] {
        [Read.self, Save.self, ReadCSV.self, ReadText.self, ReadImage.self, Images.self, Exists.self, ListFiles.self]
    }
}
