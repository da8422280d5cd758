"""The installation's own health: heartbeats of tasks, readiness, figures for a monitor, alarms to the operator."""
