package org.antiphon.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.antiphon.TestInstallation;
import org.antiphon.problem.Refused;
import org.antiphon.server.Transparency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What anybody may read of an installation that shows its figures.
class TransparencyPageTest {
  private static String read(String path) throws IOException, InterruptedException {
    var answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(TestInstallation.get().address().resolve(path)).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer.body();
  }

  @Test
  void aStrangerReadsFiguresAndNoNameOfAnUploaderOrATitle() throws Exception {
    var csv = read("/transparency.csv").lines().toList();
    assertThat(csv.getFirst())
        .isEqualTo("period,platform," + String.join(",", Transparency.FIGURES));
    var month = csv.stream().filter(line -> line.contains(",warble,")).toList();
    assertThat(month).isNotEmpty();
    long examined = month.stream().mapToLong(line -> Long.parseLong(line.split(",", -1)[2])).sum();
    assertThat(examined).isEqualTo(12);
    var notices = read("/transparency-notices.csv");
    assertThat(notices).startsWith("period,sender,recipient,principal,basis,notices\n");
    assertThat(notices.lines().skip(1))
        .allSatisfy(line -> assertThat(line).contains(",Test Rights,"));
    for (var page : new String[] {read("/transparency"), notices, String.join("\n", csv)})
      assertThat(page).doesNotContain("night owl", "Nightfall", "up-1", "accused one");
  }

  @Test
  void withoutTheSettingThereIsNoSuchPage() {
    var page =
        new TransparencyPage(
            new Pages(() -> ""),
            new Transparency(org.antiphon.database.TestDatabase.fresh()),
            false,
            "");
    assertThatThrownBy(page::show).isInstanceOf(Refused.class);
    assertThatThrownBy(page::figures).isInstanceOf(Refused.class);
    assertThatThrownBy(page::notices).isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {"Plain|Plain", "a,b|\"a,b\"", "say \"x\"|\"say \"\"x\"\"\"", "=1+1|'=1+1"})
  void aCellIsQuotedAndNeverAFormula(String text, String cell) {
    assertThat(TransparencyPage.cell(text)).isEqualTo(cell);
  }
}
