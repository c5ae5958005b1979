"""One server of OpenStack Swift: swift_server.py CONFIG SECTION SWIFT_CONF. Debian's own start scripts want /etc/swift."""
import sys

from swift.common import utils

utils.SWIFT_CONF_FILE = sys.argv[3]

from swift.common.wsgi import run_wsgi  # noqa: E402  reads the file named above while it loads

sys.exit(run_wsgi(sys.argv[1], sys.argv[2]))
