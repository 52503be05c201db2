package dev.foz.bench;

/**
 * What one measuring took.
 *
 * @param seconds on the clock
 * @param cpuSeconds of all cores together, the system's part included; 0 where it is not told
 */
record Cost(double seconds, double cpuSeconds) {}
