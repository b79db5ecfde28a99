package org.antiphon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.antiphon.TestInstallation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs every command that stands in a `sh` block of the tutorials, as printed; only the samples'
/// place and the target of the backup are filled in.
class TutorialTest {
  private static final Path DOCS = Path.of("..", "docs", "tutorial");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
  @TempDir Path folder;

  @Test
  void theArtistsTutorialWorksAsPrintedInAnEmptyPlace() throws IOException {
    var it = TestInstallation.get();
    var said = new StringBuilder();
    for (var words : commands("artist.md")) {
      var ran = it.runOn(folder.resolve("data"), words);
      assertThat(ran.code()).as("%s%n%s", List.of(words), ran.err()).isZero();
      said.append(ran.out());
    }
    assertThat(said).contains("COPY").contains("CLEAR").contains("each has its hash");
  }

  @Test
  void theLabelsTutorialWorksAsPrintedBesideARunningServer() throws IOException {
    var it = TestInstallation.get();
    for (var words : commands("label.md")) {
      var ran = it.run(words);
      assertThat(ran.code()).as("%s%n%s", List.of(words), ran.err()).isZero();
    }
  }

  private List<String[]> commands(String page) throws IOException {
    var commands = new ArrayList<String[]>();
    boolean inside = false;
    for (String line : Files.readAllLines(DOCS.resolve(page))) {
      var text = line.strip();
      if (text.startsWith("```")) inside = text.equals("```sh");
      else if (inside && text.startsWith("./antiphon ")) commands.add(words(text));
    }
    assertThat(commands).isNotEmpty();
    return commands;
  }

  private String[] words(String line) {
    var samples = Path.of("..", "samples").toAbsolutePath().normalize();
    return WORD.matcher(line.substring("./antiphon ".length()))
        .results()
        .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
        .map(word -> word.replaceFirst("^samples/", samples + "/"))
        .map(word -> word.replace("backup-of-today", folder.resolve("backup").toString()))
        .toArray(String[]::new);
  }
}
