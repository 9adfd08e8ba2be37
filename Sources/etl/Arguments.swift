public import ArgumentParser
public import ETLModel
public import ETLPipeline

extension GraphFormat: ExpressibleByArgument {}
extension RejectReason: ExpressibleByArgument {}
