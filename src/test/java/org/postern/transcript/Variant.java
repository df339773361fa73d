package org.postern.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.postern.boot.Backend;

/** One of the ways in which a transcript is run. */
record Variant(Backend backend, Transport transport, Cut cut) {

    static List<Variant> of(Transcript script) {
        List<Variant> all = new ArrayList<>();
        for (Backend backend : Backend.values()) {
            for (Transport transport : script.transports()) {
                for (Cut cut : script.cuts()) {
                    all.add(new Variant(backend, transport, cut));
                }
            }
        }
        return all;
    }

    @Override
    public String toString() {
        return (backend + " " + transport + " " + cut).toLowerCase(Locale.ROOT);
    }
}
