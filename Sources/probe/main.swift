import Drawing
import FoundationEssentials
import NeuralNetwork
import Recognition
import Training

let data = "/work/shared/data"
let what = CommandLine.arguments[1]
var g = RandomGenerator(seed: 7)
let digits = try PenFile(contentsOf: "\(data)/pen/unipen-digits-development.jsonl.gz").drawings
func time(_ name: String, _ n: Int, _ f: (Int) -> ModelInput) {
    var sink: Float = 0
    for i in 0..<50 { sink += f(i).pixels[400] }
    let c = ContinuousClock(); let s = c.now
    for i in 0..<n { sink += f(i).pixels[400] }
    print(name, Double(s.duration(to: c.now) / .microseconds(1)) / Double(n), "µs", sink)
}
func dump(_ inputs: [ModelInput], _ path: String) throws {
    try Data(inputs.flatMap { $0.pixels.map { UInt8(min(max($0, 0), 1) * 255) } }).write(to: URL(filePath: path))
}
if what == "time" {
    let mnist = try MNIST.load(.training, from: data)
    let d = Distortion()
    let plain = mnist.images.prefix(2000).map { Example.image($0, label: 0).input(with: .none, using: &g) }
    time("distort", 20000) { d.distorted(plain[$0 % 2000], using: &g) }
    time("mnist preprocess", 5000) { Example.image(mnist.images[$0 % 2000], label: 0).input(with: .none, using: &g) }
    func dr(_ i: Int) -> PenDrawing { digits[i * 7 % digits.count] }
    time("mouse", 5000) { let x = dr($0); return Replay(of: x, using: &g).modelInput(of: x) }
    time("keys", 5000) { let x = dr($0); var r = Replay(of: x, using: &g); r.pointer = .keys(acrossFirst: true); return r.modelInput(of: x) }
    time("scan", 5000) { Scan(using: &g).modelInput(of: dr($0)) }
    time("painting quick", 5000) { let x = dr($0); return Painting(of: x, using: &g).quickModelInput(of: x) }
    time("painting full", 500) { let x = dr($0); return modelInput(from: Painting(of: x, using: &g).picture(of: x))! }
    let a = Augmentation()
    time("drawing look", 5000) { Example.drawing(dr($0)).input(with: a, using: &g) }
    for s in Scribble.allCases { time("\(s)", 500) { _ in Example.scribble(s).input(with: a, using: &g) } }
    var worst: Float = 0, sum: Float = 0
    for i in 0..<500 {
        let x = dr(i); let p = Painting(of: x, using: &g)
        let (q, f) = (p.quickModelInput(of: x).pixels, modelInput(from: p.picture(of: x))!.pixels)
        let e = zip(q, f).reduce(Float(0)) { $0 + abs($1.0 - $1.1) } / f.reduce(0, +)
        sum += e; worst = max(worst, e)
    }
    print("quick vs full, mean abs diff per ink", sum / 500, worst)
} else if what == "mnist" {
    let mnist = try MNIST.load(.training, from: data)
    var out: [ModelInput] = []
    for r in 0..<12 { let e = Example.image(mnist.images[r * 31], label: 0)
        out.append(e.input(with: .none, using: &g))
        for _ in 0..<19 { out.append(e.input(with: Augmentation(), using: &g)) } }
    try dump(out, "/tmp/probe.raw")
} else if what == "pen" {
    var out: [ModelInput] = []
    var a = Augmentation.none
    for r in 0..<12 { let x = digits[r * 613]
        for k in 0..<20 {
            if k % 5 == 0 { out.append(Replay(of: x, using: &g).modelInput(of: x)) }
            if k % 5 == 1 { var q = Replay(of: x, using: &g); q.pointer = .keys(acrossFirst: true); out.append(q.modelInput(of: x)) }
            if k % 5 == 2 { out.append(Scan(using: &g).modelInput(of: x)) }
            if k % 5 == 3 { out.append(Painting(of: x, using: &g).quickModelInput(of: x)) }
            if k % 5 == 4 { out.append(Example.drawing(x).input(with: Augmentation(), using: &g)) }
        } }
    a.devices = DrawingDevices()
    try dump(out, "/tmp/probe.raw")
} else if what == "styles" {
    var s = WritingStyles(); s.slashedZero = 1; s.barredSeven = 1; s.serifOne = 1
    var a = Augmentation.none; a.styles = s
    var out: [ModelInput] = []
    for l in [0, 7, 1] { let ds = digits.filter { $0.label == l && $0.strokes.count == 1 }
        for i in 0..<80 { if i % 2 == 1 { a.devices.mouse = 0; a.devices.scanner = 1 } else { a.devices = .mouseOnly }
            out.append(Example.drawing(ds[i * 9 % ds.count]).input(with: a, using: &g)) } }
    try dump(out, "/tmp/probe.raw")
} else if what == "scribbles" {
    var out: [ModelInput] = []
    for s in Scribble.allCases { for i in 0..<20 { out.append(Example.scribble(s).input(with: i < 10 ? .none : Augmentation(), using: &g)) } }
    for p in DigitPair.random(20, of: digits, using: &g) { out.append(Example.pair(p).input(with: .none, using: &g)) }
    try dump(out, "/tmp/probe.raw")
} else if what == "sets" {
    let s = try TrainingSets.load(from: data, penPath: "\(data)/pen/unipen-digits-development.jsonl.gz", lettersPath: "\(data)/pen/unipen-letters-development.jsonl.gz")
    print(s.examples.count, s.penValidation!.count, s.nonDigitValidation!.count, s.heldOut!.letters.count, Set(s.heldOut!.digits.map(\.writer)).count)
    print(s.epochOrder(mix: DataMix(), includesNonDigits: true, using: &g).count)
    let l = try PenFile(contentsOf: "\(data)/pen/unipen-letters-development.jsonl.gz").drawings
    let f = WriterFolds(digits: digits, letters: l)
    for k in 0..<5 { let (a, b) = (f.split(digits, heldOut: k).heldOut, f.split(l, heldOut: k).heldOut)
        let c = Dictionary(grouping: a, by: \.writer).mapValues(\.count).values.max()!
        print(k, a.count, b.count, Set(a.map(\.writer)).count, c) }
    let c = ContinuousClock()
    for form in HeldOut.Form.allCases { let t = c.now; let n = s.heldOut!.inputs(form).count; print(form.rawValue, n, t.duration(to: c.now)) }
} else if what == "edge" {
    let mnist = try MNIST.load(.training, from: data)
    var same = 0, ring = 0
    var d = Distortion(); d.thicknessProbability = 0
    for im in mnist.images.prefix(5000) { let p = Example.image(im, label: 0).input(with: .none, using: &g)
        if d.distorted(p, using: &g) == p { same += 1 }
        let q = p.pixels; if (0..<28).contains(where: { q[$0] > 0 || q[756 + $0] > 0 || q[$0 * 28] > 0 || q[$0 * 28 + 27] > 0 }) { ring += 1 } }
    print("unchanged", same, "ring", ring, "of 5000")
}
