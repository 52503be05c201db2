package dev.foz.state;

import java.time.Clock;
import java.time.Duration;

/**
 * How a {@link StateStore} behaves; {@link #standard} is right for production.
 *
 * @param clock gives the times that people see and the age of garbage; decides neither order nor
 *     leases
 * @param process this process, as others shall know it
 * @param heartbeat how often held leases show that they are alive
 * @param frozenAfter how long a lease may show nothing before another takes it over; several
 *     heartbeats
 * @param busyPatience how long a write waits for other processes to finish theirs
 */
public record StateOptions(
    Clock clock,
    ProcessIdentity process,
    Duration heartbeat,
    Duration frozenAfter,
    Duration busyPatience) {
  public StateOptions {
    if (heartbeat.compareTo(frozenAfter) >= 0) {
      throw new IllegalArgumentException("the heartbeat must be shorter than frozenAfter");
    }
  }

  /** A beat every 5 seconds, frozen after 30, 30 seconds of patience with other writers. */
  public static StateOptions standard(Clock clock) {
    return new StateOptions(
        clock,
        ProcessIdentity.current(),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofSeconds(30));
  }

  public StateOptions withProcess(ProcessIdentity changed) {
    return new StateOptions(clock, changed, heartbeat, frozenAfter, busyPatience);
  }

  public StateOptions withHeartbeat(Duration changed) {
    return new StateOptions(clock, process, changed, frozenAfter, busyPatience);
  }

  public StateOptions withFrozenAfter(Duration changed) {
    return new StateOptions(clock, process, heartbeat, changed, busyPatience);
  }

  public StateOptions withBusyPatience(Duration changed) {
    return new StateOptions(clock, process, heartbeat, frozenAfter, changed);
  }
}
