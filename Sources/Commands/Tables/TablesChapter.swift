import Runtime

extension CommandLibrary {
    static var tables: [any Command.Type] {
        [
            MakeTable.self, Sort.self, Select.self, WithColumn.self, Group.self, Summary.self, Pivot.self,
            MeanInterval.self,
        ]
    }
}
