package org.antiphon.cli;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.antiphon.problem.Unavailable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `case open URL`: one address through intake, examination and rules, on the server of this
/// machine.
@Command(
    name = "open",
    description = {
      "Has one address fetched and examined, and shows the case that follows, if one does.",
      "The server has to run. No case is opened that the rules do not find."
    },
    footer = {"", "Example: ./antiphon case open https://host/a.mp3 --recording night-bus"})
final class CaseOpen implements Callable<Integer> {
  private static final Duration PAUSE = Duration.ofMillis(500);
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Parameters(paramLabel = "URL", description = "Address of the sound.")
  private String url = "";

  @Option(names = "--recording", paramLabel = "ID", description = "Which of yours it should be.")
  private @Nullable String recording;

  @Mixin private final PersonOptions acting = new PersonOptions();

  @Option(names = "--wait", paramLabel = "SECONDS", description = "At most (default: 120).")
  private int patience = 120;

  CaseOpen(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() {
    var console = kit.console(options);
    var prompt = new Prompt(kit.surroundings());
    try (var session = acting.login(kit, options, prompt)) {
      var upload = session.post("/api/v1/uploads", Map.of("url", url)).path("id").asString();
      var found = examined(session, upload);
      var about = caseOf(session, upload);
      show(console, found, about);
    }
    return ExitCode.DONE;
  }

  private JsonNode examined(ServerSession session, String upload) {
    for (long i = 0; i * PAUSE.toMillis() < patience * 1000L; i++) {
      var found = session.get("/api/v1/uploads/" + upload + "/assessments").path("items");
      if (!found.isEmpty()) return found.path(0);
      var trouble = session.get("/api/v1/uploads/" + upload).path("trouble").asString("");
      if (!trouble.isEmpty())
        throw new Unavailable("NOT_FETCHED", url, trouble, "see that the address gives the sound");
      if (kit.interruption().asked()) break;
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    throw new Unavailable(
        "NOT_EXAMINED",
        url,
        "it is not examined yet",
        "it goes on by itself: `case list` shows it");
  }

  private Optional<JsonNode> caseOf(ServerSession session, String upload) {
    return session
        .get("/api/v1/cases?limit=500")
        .path("items")
        .valueStream()
        .filter(each -> each.path("upload").asString("").equals(upload))
        .findFirst();
  }

  private void show(Console console, JsonNode found, Optional<JsonNode> about) {
    var conclusion = found.path("conclusion").asString();
    if (about.isEmpty())
      console.say(conclusion + ": no case follows. `./antiphon identify` says what was compared.");
    about.ifPresent(it -> {
      var matched = it.path("recording").asString("");
      console.say(
          "%s: case %s, %s, about %s"
              .formatted(
                  conclusion, it.path("id").asString(), it.path("state").asString(), matched));
      if (recording != null && !recording.equals(matched))
        console.warning("it is " + matched + ", not " + recording);
      console.say("Hear it on its page, then: ./antiphon case attest " + it.path("id").asString());
    });
    var json = Console.object("case-open/1").put("conclusion", conclusion);
    json.put("case", about.map(it -> it.path("id").asString()).orElse(null));
    json.put("state", about.map(it -> it.path("state").asString()).orElse(null));
    json.put("recording", about.map(it -> it.path("recording").asString("")).orElse(null));
    console.json(json);
  }
}
