package dev.foz.testing;

import dev.foz.app.lake.LakeTasks;
import dev.foz.app.lake.Limits;
import dev.foz.app.lake.Memory;
import dev.foz.app.lake.OpenLake;
import dev.foz.app.progress.PlainRunPrinter;
import dev.foz.app.text.Console;
import dev.foz.base.lake.LakeReader;
import dev.foz.control.RunSummary;
import dev.foz.control.Runner;
import dev.foz.ingest.LoadLimits;
import dev.foz.source.file.BatchLimits;
import dev.foz.state.RunState;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * {@code foz run} with small batches and commits, so that a short run has many moments at which it
 * can be killed. Made of the parts that the program is made of.
 */
public final class SmallBatches {
  private static final int WIDTH = 200;

  private SmallBatches() {}

  /** Arguments: lake folder, records of a batch, records of a commit. */
  public static void main(String[] arguments) {
    int batch = Integer.parseInt(arguments[1]);
    int commit = Integer.parseInt(arguments[2]);
    Console console = new Console(System.out, System.err, false, false, WIDTH);
    Memory memory = Memory.of(System.getProperties());
    try (OpenLake open =
        OpenLake.open(
            LakeReader.read(Path.of(arguments[0]), Map.of()).orThrow(),
            memory,
            Clock.systemUTC(),
            limits(Limits.standard(memory), batch, commit))) {
      open.recoverDeadRuns();
      Runner runner = new Runner(open.state(), new PlainRunPrinter(console), open.tasksAtOnce());
      RunSummary summary = runner.run("run", LakeTasks.all(open, open.models()));
      System.exit(summary.state() == RunState.COMPLETED ? 0 : 1);
    }
  }

  private static Limits limits(Limits standard, int batch, int commit) {
    LoadLimits loads = standard.loads();
    return standard
        .withBatches(new BatchLimits(1 << 20, batch, 1 << 20))
        .withLoads(
            new LoadLimits(
                loads.commitBytes(),
                commit,
                loads.groupBytes(),
                batch,
                loads.threads(),
                loads.quietPatience()))
        .withSlices(3L * commit);
  }
}
