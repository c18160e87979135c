"""The program that turns the Git-tracked dataset into the public site.

The flow, in the order a newcomer should read it::

    read         bytes of records/ and datapackage/ from disk              (edge)
    yaml_text    bytes of one file -> a tree of text with line and column
    tables       trees -> flat rows, exactly the tables of datapackage/
    validate     rows -> findings (Frictionless, our key checks, rules/)
    model        rows without errors -> typed values
    status       the state of every agreement at an explicit date
    render       pages, as a stream of (path, bytes)
    export       CSV, data package, checksums
    publish      the stream -> site/, all or nothing                       (edge)

``pipeline`` composes the pure stages; ``cli`` is the only place that knows the
clock, standard output and exit codes.
"""
