package dev.foz.app.command;

import dev.foz.app.lake.ContractImpacts;
import dev.foz.app.lake.OpenLake;
import dev.foz.app.text.Values;
import dev.foz.base.Code;
import dev.foz.base.Problem;
import dev.foz.base.lake.SourceTableSpec;
import dev.foz.contract.Contract;
import dev.foz.contract.SchemaWriter;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foz schema freeze TABLE}: writes down what was inferred. */
@Command(
    name = "freeze",
    description = {
      "Writes the contract that was inferred for a table into schemas/.",
      "It is a JSON Schema whose columns are those that the table has. Name it in the source's",
      "file to make it count."
    })
final class SchemaFreezeCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final LakeOptions options;

  @Parameters(paramLabel = "TABLE", description = "A table of a source: notas_nfe")
  private String table = "";

  @Option(names = "--stdout", description = "Print the schema, write no file")
  private boolean print;

  SchemaFreezeCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.options = new LakeOptions(surroundings);
  }

  @Override
  public Integer call() {
    try (OpenLake open = options.open()) {
      SourceTableSpec spec = SourceTableArgument.find(open.lake(), table);
      Contract contract = new ContractImpacts(open, open.models()).kept(spec);
      check(open, spec, contract);
      String name = spec.rawTable().name();
      String text = SchemaWriter.write(contract, name, spec.primaryKey());
      if (print) {
        surroundings.console().out().print(text);
      } else {
        Path file = open.lake().folder().resolve("schemas").resolve(name + ".json");
        write(file, text);
        told(spec, name);
      }
      return 0;
    }
  }

  private static void check(OpenLake open, SourceTableSpec spec, Contract contract) {
    Optional<String> path =
        spec.contract().flatMap(open.lake()::schema).map(schema -> schema.path());
    if (path.isPresent()) {
      throw Problem.of(
              Code.COMMAND_USAGE, "Cannot freeze " + spec.rawTable() + ": it has a contract")
          .because(path.get() + " says what its records must be")
          .remedy("foz schema diff " + spec.rawTable().name() + " shows what changed in it")
          .toException();
    }
    if (contract.fields().isEmpty()) {
      throw Problem.of(
              Code.UNKNOWN_TABLE, "Cannot freeze " + spec.rawTable() + ": it has no records yet")
          .remedy("foz run loads some, and infers a contract from them")
          .toException();
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw Problem.of(
              Code.FOLDER_NOT_EMPTY,
              "Cannot write schemas/" + file.getFileName() + ": there is one already")
          .remedy("move it away, or print the schema with --stdout")
          .toException();
    } catch (IOException e) {
      throw Problem.of(Code.STORAGE_FAILED, "Cannot write " + file)
          .because(String.valueOf(e))
          .toException(e);
    }
  }

  private void told(SourceTableSpec spec, String name) {
    String file = "schemas/" + name + ".json";
    if (options.json()) {
      Map<String, Object> out = new LinkedHashMap<>();
      out.put("table", spec.rawTable().toString());
      out.put("file", file);
      out.put("contract", name);
      surroundings.console().out().println(Values.json(out));
      return;
    }
    surroundings.console().out().println("wrote " + file);
    surroundings
        .console()
        .out()
        .println(
            "add `contract: "
                + name
                + "` to table `"
                + spec.name()
                + "` in sources/"
                + spec.source()
                + ".yaml, and records must meet it");
  }
}
