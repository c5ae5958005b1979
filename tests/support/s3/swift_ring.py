"""Says where the one device of a kind of server is: swift_ring.py BUILDER PORT."""
import sys

from swift.common.ring import RingBuilder

builder_file, port = sys.argv[1], int(sys.argv[2])
builder = RingBuilder(part_power=4, replicas=1, min_part_hours=0)
builder.add_dev({'region': 1, 'zone': 1, 'ip': '127.0.0.1', 'port': port, 'device': 'disk', 'weight': 1})
builder.rebalance()
builder.get_ring().save(builder_file)
