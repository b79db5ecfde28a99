package org.antiphon.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/// The file that an internal fault leaves: version, command name, stack trace. No arguments, no
/// settings, no sound.
final class FaultReport {
  private FaultReport() {}

  /// Writes the report and says where it is, or why it could not be written.
  static String write(Surroundings surroundings, Throwable fault, String command) {
    var text = new StringWriter();
    var out = new PrintWriter(text);
    out.println("Antiphon " + surroundings.clock().instant());
    out.println("Java " + Runtime.version() + ", " + System.getProperty("os.name"));
    out.println("Command " + command);
    fault.printStackTrace(out);
    try {
      Path file = Files.createTempFile("antiphon-fault-", ".txt");
      Files.writeString(file, text.toString());
      return file.toString();
    } catch (IOException e) {
      return "(no report could be written: " + e.getMessage() + ")";
    }
  }
}
