import DigitPadApp
import Terminal
import Testing

@Suite struct AppEventTests {
    private func motion(_ column: Int, _ button: MouseEvent.Button = .left) -> TerminalEvent {
        .input(.mouse(MouseEvent(.motion, button: button, column: column, row: 0)))
    }

    private func position(_ column: Int) -> MousePosition {
        MousePosition(column: column, row: 0)
    }

    @Test func neighbouringReportsOfADragBecomeOne() {
        #expect(
            appEvents(from: [motion(1), motion(2), motion(3)])
                == [.mouseDragged(.left, over: [position(1), position(2), position(3)])])
    }

    @Test func otherEventsKeepTheirPlaceInADrag() {
        #expect(
            appEvents(from: [motion(1), .input(.key(.enter)), motion(2), motion(3)])
                == [
                    .mouseDragged(.left, over: [position(1)]), .keyPressed(.enter),
                    .mouseDragged(.left, over: [position(2), position(3)]),
                ])
    }

    @Test func dragsOfDifferentButtonsStayApart() {
        #expect(
            appEvents(from: [motion(1), motion(2, .right)])
                == [
                    .mouseDragged(.left, over: [position(1)]),
                    .mouseDragged(.right, over: [position(2)]),
                ])
    }

    @Test func motionWithoutAButtonIsARelease() {
        #expect(appEvents(from: [motion(1, .none)]) == [.mouseReleased])
    }

    @Test func understandsWhatElseHappensAtATerminal() {
        #expect(
            appEvents(from: [
                .resized(width: 90, height: 30), .resumed, .signal(.hangup), .closed,
            ])
                == [
                    .windowResized(WindowSize(width: 90, height: 30)),
                    .endRequested(.signal(.hangup)), .endRequested(.terminalClosed),
                ])
    }
}
