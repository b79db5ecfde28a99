package org.antiphon.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.antiphon.problem.Refused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `case attest ID`: one case, by one person, on a terminal. There is no `--yes` and no batch.
@Command(
    name = "attest",
    description = {
      "Shows the notice of one case exactly as it would be sent, and takes your signature.",
      "The server has to run; you must have heard the case on its page. Nothing is pre-filled."
    },
    footer = {"", "Example: ./antiphon case attest 0193a1b2-0000-7000-8000-000000000000"})
final class CaseAttest implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Parameters(paramLabel = "ID", description = "Id of a case that waits for a signature.")
  private String id = "";

  @Mixin private final PersonOptions acting = new PersonOptions();

  CaseAttest(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() {
    var console = kit.console(options);
    var prompt = new Prompt(kit.surroundings());
    try (var session = acting.login(kit, options, prompt)) {
      var path = "/api/v1/cases/" + id;
      var draft = session.post(path + "/draft", Map.of());
      show(draft);
      var signed = session.post(path + "/attestation", signing(prompt, draft));
      console.say(
          "Signed; it is on its way. Statement " + signed.path("statementSha256").asString());
      console.json(
          Console.object("case-attest/1")
              .put("case", id)
              .put("documentSha256", draft.path("documentSha256").asString())
              .put("statementSha256", signed.path("statementSha256").asString()));
    }
    return ExitCode.DONE;
  }

  private void show(JsonNode draft) {
    var err = kit.surroundings().err();
    var document = draft.path("document");
    err.println();
    err.println("This is what would be sent, whole:");
    err.println(document.toPrettyString());
    err.println();
    err.println("SHA-256 of what would be sent: " + draft.path("documentSha256").asString());
    err.println();
  }

  private static Map<String, Object> signing(Prompt prompt, JsonNode draft) {
    var affirmed = new ArrayList<String>();
    for (JsonNode statement : draft.path("toAffirm")) {
      var answer = prompt.ask(statement.path("text").asString() + " Type yes:");
      if (!answer.equalsIgnoreCase("yes"))
        throw new Refused(
            "NOT_AFFIRMED",
            statement.path("id").asString(),
            "you did not affirm it, so nothing is signed",
            "decide the case on its page: no case, or cannot tell");
      affirmed.add(statement.path("id").asString());
    }
    var factors = new LinkedHashMap<String, Object>();
    for (var factor : List.of("purpose", "nature", "amount", "market"))
      factors.put(factor, prompt.ask("Fair use was considered; " + factor + ", in a word:"));
    var signing = new LinkedHashMap<String, Object>();
    signing.put("documentSha256", draft.path("documentSha256").asString());
    signing.put("affirmed", affirmed);
    signing.put(
        "fairUse", Map.of("signs", "none found", "factors", factors, "conclusion", "NOT_FAIR_USE"));
    signing.put("typedName", prompt.ask("Your full name, typed, is your signature:"));
    return signing;
  }
}
