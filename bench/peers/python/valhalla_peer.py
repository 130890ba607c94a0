"""Valhalla in process: walking isochrones as polygons, from tiles built of the same extract. Building them is not counted."""
import json
import subprocess
from pathlib import Path

import valhalla

CONTOUR_MINUTES = 15


def isochrones(asked):
    folder = Path(asked['folder'])
    tiles = folder / 'valhalla'
    tiles.mkdir(exist_ok=True)
    config = valhalla.get_config(tile_extract='', tile_dir=str(tiles), verbose=False)
    (folder / 'valhalla.json').write_text(json.dumps(config))
    subprocess.run([Path(valhalla.__file__).parent / 'bin' / 'valhalla_build_tiles', '-c', str(folder / 'valhalla.json'), asked['extract']], check=True, capture_output=True)
    actor = valhalla.Actor(config)
    places = json.loads((folder / 'isochrones.json').read_text())
    questions = [json.dumps({
        'locations': [{'lon': lon, 'lat': lat}], 'costing': 'pedestrian', 'contours': [{'time': CONTOUR_MINUTES}], 'polygons': True, 'generalize': 10,
        'costing_options': {'pedestrian': {'walking_speed': 3.6}},
    }) for lon, lat in places]

    def work():
        return [actor.isochrone(question) for question in questions]

    def write(answer, path):
        Path(path).write_text(json.dumps([json.loads(one) for one in answer]))

    return f'pyvalhalla {valhalla.__version__}', work, write


JOBS = {'isochrones': isochrones}
