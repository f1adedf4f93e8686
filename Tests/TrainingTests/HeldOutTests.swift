import Drawing
import Recognition
import Testing
import Training

@Suite struct HeldOutTests {
    private func drawing(_ writer: String, _ label: Int, _ character: String? = nil) -> PenDrawing {
        PenDrawing(
            writer: writer, label: label, character: character,
            strokes: [[Point(x: 0, y: 0), Point(x: 30, y: 4), Point(x: 21, y: 40)]])
    }

    private var heldOut: HeldOut {
        HeldOut(
            digits: [drawing("a", 7), drawing("b", 7), drawing("b", 1)],
            letters: [
                drawing("a", Prediction.notADigit, "r"), drawing("b", Prediction.notADigit, "?"),
                drawing("c", Prediction.notADigit, "+"),
            ])
    }

    @Test(arguments: HeldOut.Form.allCases)
    func everyNetworkMeetsTheSame(form: HeldOut.Form) {
        #expect(heldOut.inputs(form) == heldOut.inputs(form))
        #expect(heldOut.inputs(form).count > 0)
    }

    @Test(arguments: HeldOut.Form.digits)
    func digitsKeepTheirLabelsAndWriters(form: HeldOut.Form) {
        #expect(heldOut.inputs(form).labels == [7, 7, 1])
        #expect(heldOut.writers(form) == ["a", "b", "b"])
    }

    @Test(arguments: HeldOut.Form.nonDigits)
    func theOthersAreNoDigits(form: HeldOut.Form) {
        #expect(heldOut.inputs(form).labels.allSatisfy { $0 == Prediction.notADigit })
    }

    @Test func lettersAndSignsAreToldApart() {
        for form in [HeldOut.Form.letters, .scannedLetters, .paintedLetters] {
            #expect(heldOut.writers(form) == ["a"])
            #expect(heldOut.inputs(form).count == 1)
        }
        #expect(heldOut.writers(.signs) == ["b", "c"])
        #expect(heldOut.inputs(.signs).count == 2)
        #expect(heldOut.writers(.scribbles).isEmpty)
    }
}
