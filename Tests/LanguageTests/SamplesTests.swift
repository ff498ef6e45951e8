import Language
import Testing

@Suite struct SamplesTests {
    @Test(arguments: Samples.all) func everySampleIsRead(_ text: String) {
        #expect(diagnostic(text)?.plain == nil)
    }
}
