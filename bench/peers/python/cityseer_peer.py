"""cityseer: a search from every settlement, which counts and finds what it reaches of each land use. Laying out its graph is not counted, hanging the places onto it is.

It measures metres in 32 bits along drawn lines: each arc bends so far aside that it is as many metres long as its time; where that is less than straight, it has an impedance.
"""
from importlib.metadata import version

import numpy as np
from cityseer import rustalgos

from graph import Graph, write_times

MS_PER_METRE = 1000
METRES_PER_DEGREE = 111_320


def nearest(asked):
    graph = Graph(asked['folder'])
    x, y = METRES_PER_DEGREE * np.cos(np.radians(graph.lat.mean())) * graph.lon, METRES_PER_DEGREE * graph.lat
    settlements = set(graph.settlements.tolist())
    network = rustalgos.graph.NetworkStructure()
    network.set_is_directed(True)
    index = [network.add_street_node(str(node), x[node], y[node], node in settlements, 1.0) for node in range(graph.node_count)]
    for arc, (tail, head, ms) in enumerate(zip(graph.tail.tolist(), graph.head.tolist(), graph.ms.tolist())):
        metres, dx, dy = ms / MS_PER_METRE, x[head] - x[tail], y[head] - y[tail]
        straight = np.hypot(dx, dy)
        aside = np.sqrt(max(metres ** 2 - straight ** 2, 0)) / 2 / straight
        bend = f'{(x[tail] + x[head]) / 2 - aside * dy} {(y[tail] + y[head]) / 2 + aside * dx}'
        network.add_street_edge(index[tail], index[head], arc, str(tail), str(head), f'LINESTRING ({x[tail]} {y[tail]}, {bend}, {x[head]} {y[head]})', min(metres / straight, 1))
    network.build_edge_rtree()
    limit_metres = graph.limit_ms // MS_PER_METRE

    def work():
        places, land_uses = rustalgos.data.DataMap(), {}
        for service, nodes in enumerate(graph.services):
            for place, node in enumerate(nodes.tolist()):
                key = f'{service}-{place}'
                places.insert(key, f'POINT ({x[node]} {y[node]})')
                land_uses[key] = str(service)
        places.assign_data_to_network(network, 1.0, 6)
        names = [str(service) for service in range(len(graph.services))]
        found = places.accessibility(network, land_uses, names, distances=[limit_metres], pbar_disabled=True)
        row = {int(key): i for i, key in enumerate(found.node_keys_py)}
        rows = [row[settlement] for settlement in graph.settlements.tolist()]
        return [MS_PER_METRE * found.result[name].distance[limit_metres][rows] for name in names]

    return f'cityseer {version("cityseer")}', work, write_times


JOBS = {'nearest': nearest}
