module stagegraph

go 1.19
