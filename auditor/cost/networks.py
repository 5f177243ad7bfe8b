"""The networks and phones that times are estimated for, by their ids; see networks.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Network:
    """A mobile network as one person has it. `source` says who measured or chose the figures."""

    id: str
    name: str
    down_bits_per_s: float
    up_bits_per_s: float
    round_trip_s: float
    source: str = ""

    def carries_bytes(self, seconds: float) -> float:
        """Say how much comes down in so many seconds, without any round trip."""
        return seconds * self.down_bits_per_s / 8


@dataclass(frozen=True, slots=True)
class Device:
    """A phone; `cpu_factor` is how many times longer it computes than a good desktop computer."""

    id: str
    name: str
    cpu_factor: float
    source: str = ""


_TABLES = tomllib.loads((files(__package__) / "networks.toml").read_text(encoding="utf-8"))

NETWORKS: Mapping[str, Network] = {each["id"]: Network(**each) for each in _TABLES["networks"]}
DEVICES: Mapping[str, Device] = {each["id"]: Device(**each) for each in _TABLES["devices"]}
# Those that rules ask about, each for itself, the poorest first. Which ones is this project's choice.
SLOW_NETWORKS = ("edge", "slow-3g", "3g")
