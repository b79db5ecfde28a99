package org.antiphon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.antiphon.TestInstallation;
import org.antiphon.outbound.Letterbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DoctorTest {
  @TempDir Path folder;

  @Test
  void anEmptyInstallationIsWellAndEveryCheckSaysWhatItSaw() {
    var checks = doctor(ExitCode.DONE);
    for (var name : new String[] {"codec", "database", "clock", "ledger", "queue", "mandates"})
      assertThat(result(checks, name)).as(name).startsWith("OK ");
    assertThat(result(checks, "database")).contains("PostgreSQL 18", "fsync on");
    assertThat(result(checks, "ledger")).contains("0 days old");
  }

  @Test
  void aMandateThatEndsSoonIsNamedWithItsDay() throws IOException {
    var soon = LocalDate.now(ZoneOffset.UTC).plusDays(9);
    var late = soon.plusDays(40);
    Files.writeString(folder.resolve("deed.txt"), "a mandate");
    var rows = folder.resolve("rows.csv");
    Files.writeString(
        rows,
        "title,isrc,label_line,mandate_kind,mandate_role,mandate_document,territories,from,until\n"
            + "One,ZZANT2600001,Short Records,RECORDING,OWNER,deed.txt,*,2020-01-01,"
            + soon
            + "\n"
            + "Two,ZZANT2600002,Long Records,RECORDING,OWNER,deed.txt,*,2020-01-01,"
            + late
            + "\n");
    var added =
        TestInstallation.get().runOn(folder.resolve("data"), "catalogue", "add", rows.toString());
    assertThat(added.code()).as(added.err()).isZero();
    assertThat(result(doctor(ExitCode.DONE), "mandates"))
        .startsWith("WARN 1 end within 30 days")
        .contains(soon.toString());
  }

  @Test
  void aPlatformThatTakesNoConnectionIsNamedAndOneThatDoesIsNot() throws IOException {
    Files.createDirectories(folder.resolve("data"));
    int closed = closedPort();
    try (var open = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Files.writeString(
          folder.resolve("data/antiphon.toml"),
          platform("warble", open.getLocalPort(), true)
              + platform("murmur", closed, true)
              + platform("hidden", open.getLocalPort(), false));
      assertThat(result(doctor(ExitCode.DONE), "platforms"))
          .startsWith("WARN ")
          .contains("murmur: 127.0.0.1 port " + closed)
          .contains("hidden: 127.0.0.1")
          .doesNotContain("warble");
    }
  }

  @Test
  void aMailServerThatTakesNoConnectionIsNamedAndOneThatDoesIsNot() throws IOException {
    Files.createDirectories(folder.resolve("data"));
    assertThat(result(doctor(ExitCode.DONE), "mail")).isEqualTo("OK off: no mail.host is set");
    mail(closedPort());
    assertThat(result(doctor(ExitCode.DONE), "mail"))
        .startsWith("WARN localhost port ")
        .contains("it takes no connection; look at mail.*");
    try (var box = Letterbox.open()) {
      mail(box.port());
      assertThat(result(doctor(ExitCode.DONE), "mail"))
          .isEqualTo("OK localhost takes our mail, without a log-in");
      assertThat(box.letters()).isEmpty();
    }
  }

  private void mail(int port) throws IOException {
    Files.writeString(
        folder.resolve("data/antiphon.toml"),
        """
        [mail]
        host = "localhost"
        port = %d
        security = "none"
        from = "antiphon@test.invalid"
        """
            .formatted(port));
  }

  private static int closedPort() throws IOException {
    try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return closed.getLocalPort();
    }
  }

  private static String platform(String id, int port, boolean simulated) {
    return """
    [platform.%s]
    name = "%s"
    connector = "rest"
    url = "http://127.0.0.1:%d/"
    simulated = %s
    """
        .formatted(id, id, port, simulated);
  }

  private JsonNode doctor(int code) {
    var ran = TestInstallation.get().runOn(folder.resolve("data"), "doctor", "--json");
    assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(code);
    return JsonMapper.builder().build().readTree(ran.out()).path("checks");
  }

  private static String result(JsonNode checks, String name) {
    for (var check : checks)
      if (check.path("name").asString().equals(name))
        return check.path("result").asString() + " " + check.path("detail").asString();
    return "no check " + name;
  }
}
