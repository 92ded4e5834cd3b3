import { boardOf } from "../picture/board.ts";
import { Fleet } from "./fleet/Fleet.tsx";
import { Header } from "./Header.tsx";
import { useLive } from "./live.ts";
import { Log } from "./log/Log.tsx";
import { Mailbox } from "./mail/Mailbox.tsx";
import { Programs } from "./programs/Programs.tsx";
import { Slack } from "./slack/Slack.tsx";
import { Tabs } from "./Tabs.tsx";
import { Timeline } from "./timeline/Timeline.tsx";

export function App() {
  const live = useLive();
  const { view } = live;
  if (!view) {
    return (
      <p class="loading">{live.connected ? "Asking the region…" : "The region does not answer. Is it running?"}</p>
    );
  }
  const rows = boardOf(view);
  return (
    <>
      <a class="skip" href="#fleet">
        Skip to the fleet
      </a>
      <Header live={live} view={view} rows={rows} />
      <div class="page">
        <main>
          <Fleet view={view} rows={rows} />
          <Timeline view={view} rows={rows} />
        </main>
        <aside id="messages" aria-label="What people and functions say">
          <Tabs
            label="Messages and log"
            tabs={[
              { id: "slack", title: "Slack", count: view.slack.length, body: () => <Slack view={view} /> },
              { id: "mail", title: "Mail", count: view.mail.length, body: () => <Mailbox view={view} /> },
              {
                id: "programs",
                title: "Programs",
                count: view.programs.length,
                body: () => <Programs view={view} />,
              },
              { id: "log", title: "Log", count: view.log.length, body: () => <Log view={view} /> },
            ]}
          />
        </aside>
      </div>
    </>
  );
}
