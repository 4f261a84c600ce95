package io.lanistr.network.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lanistr.network.config.TableConfig.MaskFunction;
import io.lanistr.network.weights.Part;
import java.util.List;

/** A network's configuration as JSON: one object a record, one field a component. */
public final class NetworkJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private NetworkJson() {}

  /** One line of JSON. */
  public static String write(NetworkConfig config) {
    ObjectNode root = MAPPER.createObjectNode();
    if (config.text() != null) {
      write(config.text(), root.putObject("text"));
    }
    if (config.image() != null) {
      write(config.image(), root.putObject("image"));
    }
    if (config.series() != null) {
      write(config.series(), root.putObject("series"));
    }
    if (config.table() != null) {
      write(config.table(), root.putObject("table"));
    }
    if (!config.encoded().isEmpty()) {
      ArrayNode encoded = root.putArray("encoded");
      for (EncodedConfig modality : config.encoded()) {
        encoded.addObject().put("part", modality.part().name()).put("width", modality.width());
      }
    }
    root.put("tokens", config.tokens().name());
    root.put("missingTokens", config.missingTokens());
    write(config.fusion(), root.putObject("fusion"));
    if (config.similarity() != null) {
      write(config.similarity(), root.putObject("similarity"));
    }
    if (config.classifier() != null) {
      write(config.classifier(), root.putObject("classifier"));
    }
    write(config.lossWeights(), root.putObject("lossWeights"));
    write(config.compatibility(), root.putObject("compatibility"));
    return root.toString();
  }

  /** The configuration of a text that {@link #write} made. */
  public static NetworkConfig read(String json) {
    JsonObject root;
    try {
      root = new JsonObject(MAPPER.readTree(json), "network");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the network's configuration is not JSON", e);
    }
    JsonObject text = root.optional("text");
    JsonObject image = root.optional("image");
    JsonObject series = root.optional("series");
    JsonObject table = root.optional("table");
    JsonObject similarity = root.optional("similarity");
    JsonObject classifier = root.optional("classifier");
    return new NetworkConfig(
        text == null ? null : text(text),
        image == null ? null : image(image),
        series == null ? null : series(series),
        table == null ? null : table(table),
        encoded(root),
        root.oneOf("tokens", FusionTokens.class),
        root.bool("missingTokens"),
        transformer(root.object("fusion")),
        similarity == null ? null : similarity(similarity),
        classifier == null ? null : classifier(classifier),
        lossWeights(root.object("lossWeights")),
        compatibility(root.object("compatibility")));
  }

  private static List<EncodedConfig> encoded(JsonObject root) {
    return root.objects("encoded").stream()
        .map(node -> new EncodedConfig(node.oneOf("part", Part.class), node.integer("width")))
        .toList();
  }

  private static void write(TransformerConfig c, ObjectNode node) {
    node.put("hidden", c.hidden())
        .put("layers", c.layers())
        .put("heads", c.heads())
        .put("feedForward", c.feedForward())
        .put("layerNormEps", c.layerNormEps())
        .put("dropout", c.dropout());
  }

  private static TransformerConfig transformer(JsonObject node) {
    return new TransformerConfig(
        node.integer("hidden"),
        node.integer("layers"),
        node.integer("heads"),
        node.integer("feedForward"),
        node.number("layerNormEps"),
        node.number("dropout"));
  }

  private static void write(TextConfig c, ObjectNode node) {
    node.put("vocabulary", c.vocabulary())
        .put("maxPositions", c.maxPositions())
        .put("tokenTypes", c.tokenTypes())
        .put("padId", c.padId())
        .put("clsId", c.clsId())
        .put("sepId", c.sepId())
        .put("maskId", c.maskId());
    write(c.encoder(), node.putObject("encoder"));
  }

  private static TextConfig text(JsonObject node) {
    return new TextConfig(
        node.integer("vocabulary"),
        node.integer("maxPositions"),
        node.integer("tokenTypes"),
        node.integer("padId"),
        node.integer("clsId"),
        node.integer("sepId"),
        node.integer("maskId"),
        transformer(node.object("encoder")));
  }

  private static void write(ImageConfig c, ObjectNode node) {
    node.put("channels", c.channels())
        .put("height", c.height())
        .put("width", c.width())
        .put("patch", c.patch())
        .put("overview", c.overview());
    write(c.encoder(), node.putObject("encoder"));
  }

  private static ImageConfig image(JsonObject node) {
    return new ImageConfig(
        node.integer("channels"),
        node.integer("height"),
        node.integer("width"),
        node.integer("patch"),
        node.bool("overview"),
        transformer(node.object("encoder")));
  }

  private static void write(SeriesConfig c, ObjectNode node) {
    node.put("channels", c.channels()).put("maxSteps", c.maxSteps());
    write(c.encoder(), node.putObject("encoder"));
  }

  private static SeriesConfig series(JsonObject node) {
    return new SeriesConfig(
        node.integer("channels"), node.integer("maxSteps"), transformer(node.object("encoder")));
  }

  private static void write(TableConfig c, ObjectNode node) {
    var cardinalities = node.putArray("cardinalities");
    c.cardinalities().forEach(cardinalities::add);
    node.put("categoryWidth", c.categoryWidth())
        .put("decision", c.decision())
        .put("attention", c.attention())
        .put("steps", c.steps())
        .put("gamma", c.gamma())
        .put("independentLayers", c.independentLayers())
        .put("sharedLayers", c.sharedLayers())
        .put("decoderIndependentLayers", c.decoderIndependentLayers())
        .put("decoderSharedLayers", c.decoderSharedLayers())
        .put("mask", c.mask().name())
        .put("virtualBatch", c.virtualBatch())
        .put("momentum", c.momentum())
        .put("epsilon", c.epsilon())
        .put("batchNormEps", c.batchNormEps())
        .put("overview", c.overview());
  }

  private static TableConfig table(JsonObject node) {
    return new TableConfig(
        node.integers("cardinalities"),
        node.integer("categoryWidth"),
        node.integer("decision"),
        node.integer("attention"),
        node.integer("steps"),
        node.number("gamma"),
        node.integer("independentLayers"),
        node.integer("sharedLayers"),
        node.integer("decoderIndependentLayers"),
        node.integer("decoderSharedLayers"),
        node.oneOf("mask", MaskFunction.class),
        node.integer("virtualBatch"),
        node.number("momentum"),
        node.number("epsilon"),
        node.number("batchNormEps"),
        node.integer("overview"));
  }

  private static void write(SimilarityConfig c, ObjectNode node) {
    node.put("hidden", c.hidden())
        .put("output", c.output())
        .put("predictorHidden", c.predictorHidden())
        .put("batchNorm", c.batchNorm())
        .put("temperature", c.temperature());
  }

  private static SimilarityConfig similarity(JsonObject node) {
    return new SimilarityConfig(
        node.integer("hidden"),
        node.integer("output"),
        node.integer("predictorHidden"),
        node.bool("batchNorm"),
        node.number("temperature"));
  }

  private static void write(ClassifierConfig c, ObjectNode node) {
    node.put("hidden", c.hidden())
        .put("outputs", c.outputs())
        .put("dropout", c.dropout())
        .put("shortcut", c.shortcut());
    write(c.loss(), node.putObject("loss"));
  }

  private static ClassifierConfig classifier(JsonObject node) {
    return new ClassifierConfig(
        node.integer("hidden"),
        node.integer("outputs"),
        node.number("dropout"),
        node.bool("shortcut"),
        targetLoss(node.object("loss")));
  }

  private static void write(TargetLoss c, ObjectNode node) {
    if (c instanceof TargetLoss.Classes classes) {
      node.put("of", "classes")
          .put("labelSmoothing", classes.labelSmoothing())
          .put("focalGamma", classes.focalGamma());
    } else if (c instanceof TargetLoss.Numbers numbers) {
      node.put("of", "numbers").put("huberDelta", numbers.huberDelta());
    } else {
      node.put("of", "labels");
    }
  }

  private static TargetLoss targetLoss(JsonObject node) {
    String of = node.text("of");
    return switch (of) {
      case "classes" ->
          new TargetLoss.Classes(node.number("labelSmoothing"), node.number("focalGamma"));
      case "numbers" -> new TargetLoss.Numbers(node.number("huberDelta"));
      case "labels" -> new TargetLoss.Labels();
      default ->
          throw new IllegalArgumentException(
              "the network's configuration has a loss of unknown targets: " + of);
    };
  }

  private static void write(LossWeights c, ObjectNode node) {
    node.put("text", c.text())
        .put("image", c.image())
        .put("series", c.series())
        .put("table", c.table())
        .put("similarity", c.similarity());
  }

  private static LossWeights lossWeights(JsonObject node) {
    return new LossWeights(
        node.number("text"),
        node.number("image"),
        node.number("series"),
        node.number("table"),
        node.number("similarity"));
  }

  private static void write(Compatibility c, ObjectNode node) {
    node.put("allTokenLoss", c.allTokenLoss())
        .put("sequenceNormalization", c.sequenceNormalization())
        .put("elementNormalization", c.elementNormalization())
        .put("batchVarianceLoss", c.batchVarianceLoss())
        .put("tableDecodesUnmasked", c.tableDecodesUnmasked())
        .put("frozenTableInTraining", c.frozenTableInTraining())
        .put("reconstructionTokens", c.reconstructionTokens())
        .put("momentumStatistics", c.momentumStatistics());
  }

  private static Compatibility compatibility(JsonObject node) {
    return new Compatibility(
        node.bool("allTokenLoss"),
        node.bool("sequenceNormalization"),
        node.bool("elementNormalization"),
        node.bool("batchVarianceLoss"),
        node.bool("tableDecodesUnmasked"),
        node.bool("frozenTableInTraining"),
        node.bool("reconstructionTokens"),
        node.bool("momentumStatistics"));
  }
}
