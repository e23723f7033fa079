# SPDX-License-Identifier: Apache-2.0
"""The modules beside the tests are imported by their bare names."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
