package dev.foz.app.command;

import dev.foz.app.lake.Memory;
import dev.foz.app.text.Console;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** What a command may use of the process it runs in. */
public record Surroundings(
    Console console,
    InputStream in,
    Path folder,
    Map<String, String> environment,
    Memory memory,
    Clock clock) {}
