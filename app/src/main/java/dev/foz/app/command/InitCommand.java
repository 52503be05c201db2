package dev.foz.app.command;

import dev.foz.app.folder.NewFile;
import dev.foz.app.folder.NewLake;
import dev.foz.app.text.Console;
import dev.foz.app.text.Values;
import dev.foz.base.Code;
import dev.foz.base.FozException;
import dev.foz.base.NearestWord;
import dev.foz.base.Problem;
import dev.foz.demo.DemoOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foz init}: a lake folder to begin with. */
@Command(
    name = "init",
    description = {
      "Makes a lake folder: the places where sources, contracts and models belong, and what git and",
      "editors should know. Asks nothing, and writes over no file."
    })
final class InitCommand implements Callable<Integer> {
  private static final List<String> EXAMPLES = List.of("loja", "nfe");

  private final Surroundings surroundings;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The folder; the current one unless given")
  private Path wanted = Path.of("");

  @Option(
      names = "--example",
      paramLabel = "NAME",
      description = {
        "loja: a small shop, CSV and JSON, ready to run;",
        "nfe: the invoices of foz demo"
      })
  private Optional<String> example = Optional.empty();

  @Option(
      names = "--schemas",
      description = "Only write the schemas for editors anew, in a lake that is there")
  private boolean schemas;

  @Option(names = "--json", description = "Print JSON, for programs")
  private boolean json;

  InitCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Path folder = surroundings.folder().resolve(wanted).toAbsolutePath().normalize();
    NewLake lake = new NewLake(folder);
    if (schemas) {
      renew(folder, lake);
    } else {
      print(folder, make(lake), next());
    }
    return 0;
  }

  private List<NewFile> make(NewLake lake) {
    if (example.isEmpty()) {
      return lake.empty();
    }
    return switch (example.get()) {
      case "loja" -> lake.shop();
      case "nfe" -> lake.invoices(DemoOptions.standard());
      default -> throw unknown(example.get());
    };
  }

  private static FozException unknown(String name) {
    Problem problem = Problem.of(Code.COMMAND_USAGE, "there is no example `" + name + "`");
    return NearestWord.find(name, EXAMPLES)
        .map(word -> problem.remedy("did you mean `" + word + "`?"))
        .orElseGet(() -> problem.remedy("--example " + String.join(" | ", EXAMPLES)))
        .toException();
  }

  private void renew(Path folder, NewLake lake) {
    if (!lake.exists()) {
      throw Problem.of(Code.NO_LAKE_HERE, "no lake.yaml in " + folder)
          .remedy("foz init makes a lake; --schemas is for one that is there")
          .toException();
    }
    List<NewFile> changed = lake.schemas();
    if (changed.isEmpty() && !json) {
      surroundings.console().out().println("the schemas for editors are up to date");
    } else {
      print(folder, changed, List.of());
    }
  }

  private List<String> next() {
    String there = wanted.toString();
    String enter = there.isEmpty() || there.equals(".") ? "" : "cd " + quoted(there) + " && ";
    return example.isEmpty()
        ? List.of(enter + "foz add file PATH", "foz run")
        : List.of(enter + "foz run", "foz status", "foz sql \"" + question() + "\"");
  }

  private static String quoted(String path) {
    return path.matches("[A-Za-z0-9_./-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
  }

  private String question() {
    return example.filter("loja"::equals).isPresent()
        ? "select * from refined.vendas_por_uf order by total desc"
        : "select uf, count(*) from curated.notas_nfe group by uf";
  }

  private void print(Path folder, List<NewFile> files, List<String> next) {
    Console console = surroundings.console();
    if (json) {
      console.out().println(Values.json(json(folder, files, next)));
      return;
    }
    int width = files.stream().mapToInt(file -> file.path().length()).max().orElse(0);
    for (NewFile file : files) {
      String gap = " ".repeat(width - file.path().length() + 2);
      console.out().println(file.path() + gap + console.dim(file.why()));
    }
    for (int i = 0; i < next.size(); i++) {
      console.out().println((i == 0 ? "\nNext:  " : "       ") + next.get(i));
    }
  }

  private static Map<String, Object> json(Path folder, List<NewFile> files, List<String> next) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("folder", folder.toString());
    out.put(
        "files",
        files.stream()
            .map(
                file -> {
                  Map<String, Object> one = new LinkedHashMap<>();
                  one.put("path", file.path());
                  one.put("why", file.why());
                  return one;
                })
            .toList());
    out.put("next", next);
    return out;
  }
}
