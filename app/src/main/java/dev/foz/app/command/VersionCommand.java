package dev.foz.app.command;

import dev.foz.app.text.Values;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code foz version}. */
@Command(name = "version", description = "Shows the versions of Foz, Java and the engine.")
final class VersionCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(names = "--json", description = "Print JSON, for programs")
  private boolean json;

  VersionCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Version version = Version.load();
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("foz", version.foz());
    out.put("java", System.getProperty("java.version"));
    out.put("duckdb", version.duckdb());
    surroundings.console().out().println(json ? Values.json(out) : version.line());
    return 0;
  }
}
