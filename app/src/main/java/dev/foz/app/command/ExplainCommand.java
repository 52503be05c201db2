package dev.foz.app.command;

import dev.foz.app.explain.Explanation;
import dev.foz.app.text.Console;
import dev.foz.app.text.Values;
import dev.foz.base.Area;
import dev.foz.base.Code;
import dev.foz.base.NearestWord;
import dev.foz.base.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foz explain CODE}: what a problem means, and what to do. */
@Command(
    name = "explain",
    description = {
      "Tells what the code of an error means: an example, why it happens, who is affected,",
      "what to do. Without CODE it lists all codes."
    })
final class ExplainCommand implements Callable<Integer> {
  private static final int WIDEST = 100;
  private static final String INDENT = "  ";

  private final Surroundings surroundings;

  @Parameters(arity = "0..1", paramLabel = "CODE", description = "As it is printed: F203")
  private Optional<String> word = Optional.empty();

  @Option(names = "--json", description = "Print JSON, for programs")
  private boolean json;

  ExplainCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Console console = surroundings.console();
    if (word.isPresent()) {
      Explanation found = Explanation.of(find(word.get()));
      console.out().println(json ? Values.json(facts(found)) : String.join("\n", lines(found)));
    } else {
      console.out().println(json ? Values.json(all()) : String.join("\n", list()));
    }
    return 0;
  }

  /** The letter is a help only: numbers are unique. */
  private static Code find(String word) {
    String plain = word.replaceAll("[^A-Za-z0-9]", "").replaceFirst("(?i)^(error|warning)", "");
    String number = plain.replaceFirst("^[A-Za-z]", "");
    return Arrays.stream(Code.values())
        .filter(code -> code.id().substring(1).equals(number))
        .findFirst()
        .orElseThrow(() -> unknown(word, plain.toUpperCase(Locale.ROOT)).toException());
  }

  private static Problem unknown(String word, String plain) {
    List<String> ids = Arrays.stream(Code.values()).map(Code::id).toList();
    return Problem.of(Code.COMMAND_USAGE, "there is no code `" + word + "`")
        .remedy(
            NearestWord.find(plain, ids)
                .map(near -> "did you mean `" + near + "`? foz explain lists all")
                .orElse("foz explain lists all"));
  }

  private List<String> list() {
    Console console = surroundings.console();
    List<String> lines = new ArrayList<>();
    for (Area area : Area.values()) {
      lines.add(console.bold(area.letter() + ": " + area.title()));
      for (Code code : Code.values()) {
        if (code.area() == area) {
          lines.add(INDENT + code.id() + INDENT + Explanation.of(code).title());
        }
      }
    }
    lines.add("");
    lines.add("foz explain CODE tells more");
    return lines;
  }

  private List<String> lines(Explanation found) {
    Console console = surroundings.console();
    List<String> lines = new ArrayList<>();
    lines.add(console.bold(found.code().id() + ": " + found.title()));
    lines.addAll(paragraph(found.meaning()));
    lines.add("");
    lines.add(console.bold("For example"));
    found.example().lines().forEach(line -> lines.add(example(line)));
    section("Why it happens", found.why(), lines);
    section("Who is affected", found.affected(), lines);
    section("What to do", found.remedy(), lines);
    lines.add("");
    lines.add(console.dim(ends(found.code())));
    return lines;
  }

  /** A line of a file and what underlines it belong together and are not broken. */
  private String example(String line) {
    String shown = INDENT + line;
    return line.contains(" | ")
        ? shown
        : surroundings.console().fitted(shown, shown.length() - shown.stripLeading().length() + 2);
  }

  private void section(String title, String text, List<String> lines) {
    lines.add("");
    lines.add(surroundings.console().bold(title));
    lines.addAll(paragraph(text));
  }

  /** Broken between words. */
  private List<String> paragraph(String text) {
    int room = Math.min(WIDEST, surroundings.console().width()) - INDENT.length();
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String next : text.split("\\s+")) {
      if (!line.isEmpty() && line.length() + 1 + next.length() > room) {
        lines.add(INDENT + line);
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(next);
    }
    lines.add(INDENT + line);
    return lines;
  }

  private static String ends(Code code) {
    return code.area().letter()
        + " is for "
        + code.area().title()
        + ". A command that fails by it ends with "
        + code.fault().exitCode()
        + (code.fault().retryable() ? "; the next run tries again." : ".");
  }

  private static Map<String, Object> all() {
    return Map.of(
        "codes",
        Arrays.stream(Code.values()).map(Explanation::of).map(ExplainCommand::facts).toList());
  }

  private static Map<String, Object> facts(Explanation found) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("code", found.code().id());
    facts.put("title", found.title());
    facts.put("about", found.code().area().title());
    facts.put("meaning", found.meaning());
    facts.put("example", found.example());
    facts.put("why", found.why());
    facts.put("affected", found.affected());
    facts.put("remedy", found.remedy());
    facts.put("exit", found.code().fault().exitCode());
    facts.put("retried", found.code().fault().retryable());
    return facts;
  }
}
