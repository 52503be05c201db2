package dev.foz.app.command;

import dev.foz.app.lake.LakeFindings;
import dev.foz.app.progress.JsonRunPrinter;
import dev.foz.app.text.Console;
import dev.foz.app.text.Figures;
import dev.foz.app.text.ProblemLines;
import dev.foz.app.text.Values;
import dev.foz.base.FozException;
import dev.foz.base.TableName;
import dev.foz.base.lake.Lake;
import dev.foz.base.lake.LakeMender;
import dev.foz.base.lake.LakeReading;
import dev.foz.base.lake.Mend;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code foz check}: find mistakes, change nothing unless asked to. */
@Command(
    name = "check",
    description = {
      "Finds mistakes in the lake folder; changes nothing, unless --fix is given: that mends what",
      "is mechanical, shows each changed line, and leaves what could be meant otherwise."
    })
final class CheckCommand implements Callable<Integer> {
  private static final int MOST_SHOWN = 10;

  private final Surroundings surroundings;

  @Mixin private final LakeOptions options;

  @Option(names = "--fix", description = "Mend misspelt and foreign words and tabs")
  private boolean fix;

  CheckCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.options = new LakeOptions(surroundings);
  }

  @Override
  public Integer call() {
    List<Mend> mends =
        fix ? LakeMender.mend(options.folder(), surroundings.environment()) : List.of();
    if (!options.json()) {
      mends.forEach(this::show);
    }
    LakeReading reading = options.read();
    LakeFindings findings =
        reading
            .lake()
            .map(lake -> LakeFindings.of(lake, surroundings.memory(), surroundings.clock()))
            .orElseGet(() -> LakeFindings.of(reading));
    report(reading, findings, mends);
    return findings.problems().isEmpty() ? 0 : 2;
  }

  private void show(Mend mend) {
    Console console = surroundings.console();
    console.out().println("fixed " + mend.file() + ":" + mend.line());
    console.out().println(console.red("  - " + printable(mend.before())));
    console.out().println(console.green("  + " + printable(mend.after())));
  }

  private static String printable(String line) {
    return line.replace("\t", "→   ").replaceAll("\\p{Cntrl}|\\p{Cf}", "\ufffd");
  }

  private void report(LakeReading reading, LakeFindings findings, List<Mend> mends) {
    Console console = surroundings.console();
    if (options.json()) {
      Map<String, Object> out = json(findings);
      if (fix) {
        out.put("fixed", mends.stream().map(CheckCommand::json).toList());
      }
      console.out().println(Values.json(out));
      return;
    }
    if (findings.problems().isEmpty()) {
      reading.lake().ifPresent(this::praise);
    } else {
      Errors.report(console, new FozException(findings.problems()), false);
    }
    new ProblemLines(console).warnings(findings.warnings()).forEach(console.err()::println);
    untyped(findings.untyped());
    findings.impacts().forEach(impact -> ImpactText.lines(impact).forEach(console.out()::println));
  }

  private static Map<String, Object> json(Mend mend) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("file", mend.file());
    out.put("line", mend.line());
    out.put("before", mend.before());
    out.put("after", mend.after());
    return out;
  }

  private static Map<String, Object> json(LakeFindings findings) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("ok", findings.problems().isEmpty());
    out.put("problems", findings.problems().stream().map(JsonRunPrinter::problem).toList());
    out.put("warnings", findings.warnings().stream().map(JsonRunPrinter::problem).toList());
    Map<String, String> untyped = new LinkedHashMap<>();
    findings.untyped().forEach((model, reason) -> untyped.put(model.toString(), reason));
    out.put("untyped", untyped);
    out.put("contracts", findings.impacts().stream().map(ImpactText::json).toList());
    return out;
  }

  private void untyped(Map<TableName, String> untyped) {
    if (untyped.isEmpty()) {
      return;
    }
    Console console = surroundings.console();
    String models = Figures.count(untyped.size(), "model");
    console.out().println("columns and types could not be checked of " + models + ":");
    untyped.entrySet().stream()
        .limit(MOST_SHOWN)
        .forEach(entry -> console.out().println("  " + entry.getKey() + ": " + entry.getValue()));
    more(console.out(), untyped.size());
  }

  private static void more(PrintStream out, int all) {
    if (all > MOST_SHOWN) {
      out.println("and " + (all - MOST_SHOWN) + " more; --json has all");
    }
  }

  private void praise(Lake lake) {
    Console console = surroundings.console();
    int tables = lake.sources().stream().mapToInt(source -> source.tables().size()).sum();
    console
        .out()
        .println(
            console.green("no mistakes")
                + ": "
                + Figures.count(lake.sources().size(), "source")
                + " with "
                + Figures.count(tables, "table")
                + ", "
                + Figures.count(lake.models().size(), "model"));
  }
}
