package dev.foz.control;

import dev.foz.base.Progress;

/**
 * @param run id of the run, which every file and commit of the task bears
 * @param progress told of the work done; throws when the run is cancelled
 */
public record TaskContext(long run, Progress progress) {}
