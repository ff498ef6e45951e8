import Runtime

extension CommandLibrary {
    static var metrics: [any Command.Type] {
        [
            IoU.self, MIoU.self, Dice.self, CNR.self, AUC.self, AveragePrecision.self, Pointing.self,
            CorrelationOf.self,
            ThresholdOf.self, BoxMask.self, BoundingBox.self, SSIM.self, MSSSIM.self, PSNR.self, Segment.self,
            GroundMask.self,
        ]
    }
}
