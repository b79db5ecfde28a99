package org.antiphon.detection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Counts files of known origin by [Bracket] into a new calibration: what `eval detect --calibrate`
/// writes, to be put in the place of the resource `calibration.json` by a person.
public final class Recount {
  private Recount() {}

  /// The calibration's file.
  ///
  /// @param parameters under which was judged
  /// @param counted in words, what was counted
  /// @param decoders brackets of the files that a decoder rendered
  /// @param humans those of the human ones
  public static String json(
      CombParameters parameters, String counted, List<Bracket> decoders, List<Bracket> humans) {
    var brackets = new LinkedHashMap<String, Map<String, Long>>();
    for (var bracket : Bracket.values()) {
      var row = new LinkedHashMap<String, Long>();
      row.put("decoders", decoders.stream().filter(each -> each == bracket).count());
      row.put("humans", humans.stream().filter(each -> each == bracket).count());
      brackets.put(bracket.name(), row);
    }
    var file = new LinkedHashMap<String, Object>();
    file.put("version", parameters.version());
    file.put("parametersSha256", parameters.sha256());
    file.put("counted", counted);
    file.put("brackets", brackets);
    return JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(file)
        + "\n";
  }
}
