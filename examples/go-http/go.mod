module leads

go 1.19

require stagegraph v0.1.0

replace stagegraph => ../../bindings/go
