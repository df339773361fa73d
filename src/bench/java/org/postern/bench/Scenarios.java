package org.postern.bench;

import java.util.ArrayList;
import java.util.List;

/** All scenarios, in the order in which they run: some use what an earlier one has left. */
final class Scenarios {
    /** Who deliver at once, beside as many threads that only write. */
    private static final int WRITERS = 16;

    private Scenarios() {}

    static List<Scenario> all(Settings settings) {
        Stock stock = new Stock(settings.seed());
        List<Scenario> all = new ArrayList<>();
        for (int connections : List.of(1, 16, 64)) {
            all.add(new DeliverScenario(stock, settings, connections, stock.takeUsers(connections)));
        }
        all.add(new DurableScenario(
                new DeliverScenario(stock, settings, WRITERS, stock.takeUsers(WRITERS)),
                new BareFiles(stock, settings.work(), WRITERS, settings.span())));
        for (int connections : List.of(1, 8)) {
            all.add(new AppendScenario(stock, settings, connections, stock.takeUsers(1)));
        }
        all.add(new LoginScenario(settings, stock.takeUsers(LoginScenario.CLIENTS)));
        all.add(new StoreScenario(stock, settings, stock.takeUsers(1)));
        all.add(new Pop3Scenario(stock, settings, stock.takeUsers(1)));
        all.add(new Pop3SmallScenario(stock, settings, stock.takeUsers(1)));
        all.add(new Pop3LargeScenario(stock, settings, stock.takeUsers(1)));
        all.add(new BodiesScenario(stock, settings, stock.takeUsers(1)));
        all.add(new CopyScenario(stock, settings, stock.takeUsers(1)));
        int searched = stock.takeUsers(1);
        all.add(new FlagSearchScenario(stock, settings, searched));
        all.add(new SearchScenario(stock, settings, searched));
        all.add(new WebmailScenario(stock, settings, stock.takeUsers(WebmailScenario.CLIENTS)));
        int archive = stock.takeUsers(1);
        all.add(new ListingScenario(stock, settings, ListingScenario.Time.FIRST, archive, stock.takeUsers(1)));
        all.add(new ListingScenario(stock, settings, ListingScenario.Time.AGAIN, archive, archive));
        all.add(new SortScenario(stock, settings, archive));
        all.add(new Pop3ListingScenario(stock, settings, archive));
        all.add(new SelectScenario(stock, settings, SelectScenario.State.WARM, archive));
        all.add(new SelectScenario(stock, settings, SelectScenario.State.COLD, archive));
        all.add(new ResyncScenario(stock, settings, archive));
        all.add(new RestScenario());
        all.add(new IdleScenario(stock, settings, stock.takeUsers(settings.idle())));
        return all;
    }
}
