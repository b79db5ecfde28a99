package org.antiphon.detection;

import java.math.BigDecimal;
import java.math.RoundingMode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The contract's block `detect`.
public final class DetectionJson {
  private DetectionJson() {}

  /// Everything but the file's name, its length and the error.
  public static ObjectNode of(Detection found) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("verdict", found.verdict().name());
    probability(json, found.probability());
    json.put("score", fixed(found.score(), 3));
    var decoders = json.putArray("decoders");
    found.decoders().forEach(decoder -> decoder(decoders.addObject(), decoder));
    var segments = json.putArray("segments");
    for (var segment : found.segments())
      segments
          .addObject()
          .put("from", fixed(segment.from(), 3))
          .put("to", fixed(segment.to(), 3))
          .put("verdict", segment.verdict().name());
    support(json, found.support());
    var after = json.putArray("after");
    for (var each : found.after())
      after
          .addObject()
          .put("undoing", each.what())
          .put("combHz", fixed(each.combHz(), 6))
          .put("ratio", fixed(each.ratio(), 7))
          .put("score", fixed(each.score(), 3));
    var reasons = json.putArray("reasons");
    found.reasons().forEach(reasons::add);
    json.putObject("model")
        .put("version", found.model().version())
        .put("sha256", found.model().sha256());
    return json;
  }

  private static void probability(ObjectNode json, Detection.Probability probability) {
    if (!probability.isKnown()) {
      json.putNull("probability").putNull("interval");
      return;
    }
    json.put("probability", fixed(probability.value(), 4));
    json.putArray("interval").add(fixed(probability.low(), 4)).add(fixed(probability.high(), 4));
  }

  private static void support(ObjectNode json, Detection.Support support) {
    json.put("strength", fixed(support.strength(), 3));
    json.put("levelledScore", fixed(support.levelled(), 3));
    json.put("quietScore", support.quiet().map(score -> fixed(score, 3)).orElse(null));
    json.put("secondDeviation", fixed(support.second(), 3));
    json.put("clickAgreement", support.clicks().map(share -> fixed(share, 3)).orElse(null));
    json.put("persistence", support.persistence().map(share -> fixed(share, 3)).orElse(null));
  }

  private static void decoder(ObjectNode json, Detection.Decoder decoder) {
    json.put("rateHz", decoder.reading().rateHz());
    json.put("strideSamples", decoder.reading().strideSamples());
    json.put("score", fixed(decoder.score(), 3));
    json.put("combHz", fixed(decoder.hertz(), 6));
    json.put("kind", decoder.kind().name());
    var others = json.putArray("otherReadings");
    for (var other : decoder.others())
      others.addObject().put("rateHz", other.rateHz()).put("strideSamples", other.strideSamples());
    var teeth = json.putArray("teeth");
    for (var tooth : decoder.teeth())
      teeth
          .addObject()
          .put("hz", fixed(tooth.hertz(), 3))
          .put("db", fixed(tooth.decibels(), 2))
          .put("besideDb", fixed(tooth.beside(), 2));
    var curve = json.putObject("controlCurve").put("halfHz", fixed(decoder.controls().halfHz(), 4));
    var values = curve.putArray("values");
    decoder.controls().values().forEach(value -> values.add(fixed(value, 2)));
    var layers = json.putArray("strideProfile");
    for (var layer : decoder.layers())
      layers
          .addObject()
          .put("divisor", layer.divisor())
          .put("teeth", layer.teeth())
          .put("mean", fixed(layer.mean(), 3));
  }

  private static BigDecimal fixed(double value, int digits) {
    return new BigDecimal(Math.clamp(value, -1e9, 1e9)).setScale(digits, RoundingMode.HALF_EVEN);
  }
}
