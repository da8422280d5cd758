"""The health of the installation: heartbeats of tasks, readiness, metrics, alarms to the operator."""
