package dev.foz.state;

import java.time.Instant;
import java.util.Optional;

/**
 * The last step that something was the subject of.
 *
 * @param startedAt of a clock that people set
 * @param note what was done, or why nothing was; may be empty
 * @param error why it failed
 */
public record LastStep(
    long run,
    String subject,
    String kind,
    RunState state,
    Instant startedAt,
    StepCounts counts,
    String note,
    Optional<String> error) {}
