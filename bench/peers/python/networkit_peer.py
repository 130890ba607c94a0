"""NetworKit: for each service one Dijkstra from a node that leads to all its places at no cost, over the arcs turned round. It knows no limit."""
import networkit
import numpy as np

from graph import Graph, write_times


def nearest(asked):
    graph = Graph(asked['folder'])
    networkit.setNumberOfThreads(1)
    turned = networkit.GraphFromCoo((graph.ms.astype(np.float64), (graph.head.astype(np.uint64), graph.tail.astype(np.uint64))), n=graph.node_count, weighted=True, directed=True)
    sources = []
    for places in graph.services:
        sources.append(turned.addNode())
        for place in np.unique(places):
            turned.addEdge(sources[-1], int(place), 0.0)

    def work():
        answers = []
        for source in sources:
            search = networkit.distance.Dijkstra(turned, source, storePaths=False)
            search.run()
            times = np.asarray(search.getDistances())[graph.settlements]
            answers.append(np.where(times <= graph.limit_ms, times, np.inf))
        return answers

    return f'networkit {networkit.__version__}', work, write_times


JOBS = {'nearest': nearest}
