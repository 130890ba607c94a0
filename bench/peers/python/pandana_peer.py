"""pandana: contracts the network, hangs up the places of each service, asks every node for its nearest. Its preparation is counted.

It keeps thousandths of the unit it is given, cut off: seconds and a little make whole milliseconds.
"""
from importlib.metadata import version

import numpy as np
import pandas as pd
import pandana

from graph import Graph, write_times


def nearest(asked):
    graph = Graph(asked['folder'])
    nodes = np.arange(graph.node_count)
    lon, lat = pd.Series(graph.lon, index=nodes), pd.Series(graph.lat, index=nodes)
    weights = pd.DataFrame({'seconds': (graph.ms + 0.25) / 1000})
    limit_seconds = graph.limit_ms / 1000
    tail, head = pd.Series(graph.tail.astype(np.int64)), pd.Series(graph.head.astype(np.int64))

    def work():
        network = pandana.Network(lon, lat, tail, head, weights, twoway=False)
        answers = []
        for i, places in enumerate(graph.services):
            network.set_pois(str(i), limit_seconds, 1, lon[places], lat[places])
            times = network.nearest_pois(limit_seconds, str(i), num_pois=1, max_distance=np.nan)[1].to_numpy()
            answers.append(1000 * times[graph.settlements])
        return answers

    return f'pandana {version("pandana")}', work, write_times


JOBS = {'nearest': nearest}
