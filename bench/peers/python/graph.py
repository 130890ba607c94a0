"""The network and the questions that the driver laid into a folder: the same nodes, arcs and whole milliseconds that lifecircle searches."""
import json
from pathlib import Path

import numpy as np

UNREACHED = 0xffffffff


class Graph:
    """A walk leads along arc a from tail[a] to head[a] in ms[a]; of parallel arcs only the fastest is here."""

    def __init__(self, folder):
        def read(name, kind):
            return np.fromfile(Path(folder) / f'{name}.bin', dtype=kind)

        about = json.loads((Path(folder) / 'graph.json').read_text())
        self.node_count, self.limit_ms = about['nodeCount'], about['limitMs']
        self.tail, self.head, self.ms = read('tail', '<u4'), read('head', '<u4'), read('ms', '<u4')
        self.lon, self.lat = read('lon', '<f8'), read('lat', '<f8')
        self.settlements = read('settlements', '<u4')
        first, places = read('firstPlace', '<u4'), read('places', '<u4')
        self.services = [places[first[i]:first[i + 1]] for i in range(len(first) - 1)]


def write_times(rows, path):
    """Milliseconds, a row a service, a column a settlement; anything not finite is unreached."""
    times = np.asarray(rows, dtype=np.float64)
    np.where(np.isfinite(times), np.rint(np.where(np.isfinite(times), times, 0)), UNREACHED).astype('<u4').tofile(path)
