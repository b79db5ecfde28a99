package org.antiphon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.antiphon.TestInstallation;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CaseAttestTest {
  private static final TestInstallation IT = TestInstallation.get();

  @Test
  void nobodySignsWithoutATerminal() {
    var ran = IT.run("case", "attest", caseOf("up-2"), "--server", IT.address().toString());
    assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.err()).contains("no terminal");
  }

  @Test
  void aPersonReadsTypesAndSignsWhatTheyHaveHeard() {
    IT.resumeAll();
    var id = caseOf("up-2");
    var words =
        TestInstallation.PASSWORD + "\nyes\nyes\nyes\nyes\nlistening\nmusic\nall\nreplaces it\n";
    var unheard = attest(id, words + TestInstallation.NAME + "\n");
    assertThat(unheard.err())
        .contains("you have heard 0 s")
        .contains("SHA-256 of what would be sent");
    IT.login(TestInstallation.EMAIL)
        .post("/api/v1/cases/" + id + "/heard", Map.of("uploadSeconds", 6, "recordingSeconds", 6));
    assertThat(attest(id, words + "Somebody Else\n").err()).contains("not the name of the person");
    var signed = attest(id, words + TestInstallation.NAME + "\n");
    assertThat(signed.code()).as(signed.err()).isZero();
    assertThat(signed.out()).contains("Signed");
  }

  private static TestInstallation.Ran attest(String id, String typed) {
    return IT.typing(
        typed,
        "case",
        "attest",
        id,
        "--server",
        IT.address().toString(),
        "--email",
        TestInstallation.EMAIL);
  }

  private static String caseOf(String upload) {
    for (JsonNode one : IT.login(TestInstallation.EMAIL).get("/api/v1/cases").path("items"))
      if (one.path("uploadId").asString().equals(upload)) return one.path("id").asString();
    throw new AssertionError("no case about " + upload);
  }
}
