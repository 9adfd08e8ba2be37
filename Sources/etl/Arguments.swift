public import ArgumentParser
public import ETLPipeline

extension GraphFormat: ExpressibleByArgument {}
