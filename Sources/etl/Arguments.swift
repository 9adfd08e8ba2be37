public import ArgumentParser
public import ETLModel
public import ETLPipeline
public import ETLStore

extension GraphFormat: ExpressibleByArgument {}
extension RejectReason: ExpressibleByArgument {}
extension SearchTarget: ExpressibleByArgument {}
extension StableView: ExpressibleByArgument {}
