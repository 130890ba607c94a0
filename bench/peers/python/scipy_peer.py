"""SciPy: for each service one bounded Dijkstra from all its places at once, over the arcs turned round."""
import numpy as np
import scipy
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from graph import Graph, write_times


def nearest(asked):
    graph = Graph(asked['folder'])
    turned = csr_array((graph.ms.astype(np.float64), (graph.head, graph.tail)), shape=(graph.node_count, graph.node_count))
    services = [np.unique(places) for places in graph.services]

    def work():
        return [dijkstra(turned, indices=places, min_only=True, limit=graph.limit_ms)[graph.settlements] for places in services]

    return f'scipy {scipy.__version__}', work, write_times


JOBS = {'nearest': nearest}
