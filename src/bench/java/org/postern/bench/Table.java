package org.postern.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Medians by figure and server. The first server is ours; beside each other stands how many times better ours is. */
final class Table {
    private final List<String> servers;
    private final Map<Figure, Map<String, Double>> rows = new LinkedHashMap<>();

    Table(List<String> servers) {
        this.servers = List.copyOf(servers);
    }

    void put(Figure figure, String server, double value) {
        rows.computeIfAbsent(figure, f -> new LinkedHashMap<>()).put(server, value);
    }

    String head() {
        StringBuilder out = new StringBuilder("%-46s %-5s %12s".formatted("", "", servers.get(0)));
        others().forEach(name -> out.append(" %16s %7s".formatted(name, "ratio")));
        return out.toString();
    }

    /** One row; a ratio that does not reach its target is marked. */
    String row(Figure figure) {
        StringBuilder out = new StringBuilder(
                "%-46s %-5s %12s".formatted(figure.name(), figure.unit(), number(value(figure, servers.get(0)))));
        for (String other : others()) {
            OptionalDouble ratio = ratio(figure, other);
            boolean missed = other.equals(others().get(0)) && ratio.orElse(figure.target()) < figure.target();
            out.append(" %16s %7s".formatted(number(value(figure, other)), ratioText(ratio, missed)));
        }
        return out.toString();
    }

    /** The median of the ratios to each other server. */
    String foot() {
        StringBuilder out = new StringBuilder("%-46s %-5s %12s".formatted("median of the ratios", "", ""));
        others().forEach(name -> out.append(" %16s %7s".formatted("", ratioText(medianRatio(name), false))));
        return out.toString();
    }

    /** For JSON: rows with a value for each server and ratios. */
    List<Map<String, Object>> asData() {
        List<Map<String, Object>> data = new ArrayList<>();
        rows.forEach((figure, values) -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("row", figure.name());
            row.put("unit", figure.unit().toString());
            row.put("target", figure.target());
            row.put("values", values);
            Map<String, Double> ratios = new LinkedHashMap<>();
            others().forEach(name -> ratio(figure, name).ifPresent(ratio -> ratios.put(name, ratio)));
            row.put("ratios", ratios);
            data.add(row);
        });
        return data;
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The value below which so many percent of them are. */
    static double percentile(int percent, double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    private OptionalDouble medianRatio(String other) {
        double[] ratios = rows.keySet().stream()
                .filter(figure -> figure.target() > 0)
                .map(figure -> ratio(figure, other))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .toArray();
        return ratios.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(median(ratios));
    }

    private List<String> others() {
        return servers.subList(1, servers.size());
    }

    private Optional<Double> value(Figure figure, String server) {
        return Optional.ofNullable(rows.getOrDefault(figure, Map.of()).get(server));
    }

    private OptionalDouble ratio(Figure figure, String other) {
        Optional<Double> ours = value(figure, servers.get(0));
        Optional<Double> theirs = value(figure, other);
        return ours.isPresent() && theirs.isPresent()
                ? OptionalDouble.of(figure.unit().ratio(ours.get(), theirs.get()))
                : OptionalDouble.empty();
    }

    private static String ratioText(OptionalDouble ratio, boolean missed) {
        return ratio.isEmpty() ? "-" : String.format(Locale.ROOT, "%.2f%s", ratio.getAsDouble(), missed ? "!" : " ");
    }

    private static String number(Optional<Double> value) {
        return value.map(v -> String.format(Locale.ROOT, v < 100 ? "%.1f" : "%.0f", v))
                .orElse("-");
    }
}
