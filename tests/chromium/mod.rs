//! Chromium without a window, driven over its DevTools protocol: real keys, real clicks, and all it complains about.
#![allow(dead_code, reason = "each test takes what it needs")]
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;
use tungstenite::{Message, WebSocket};

/// What it may be called.
const NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// So that it talks to nobody and starts the same every time.
const FLAGS: [&str; 11] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
];

/// How often something that is to come is looked for, and how long the pause between is.
const LOOKS: usize = 400;
const PAUSE: Duration = Duration::from_millis(25);

/// Two browsers at once are slow on a small machine.
static ONE: Mutex<()> = Mutex::new(());

/// Keys that are held.
pub const SHIFT: u8 = 8;

/// A browser with one page.
pub struct Browser {
    process: Child,
    socket: WebSocket<TcpStream>,
    last: u64,
    session: String,
    events: Vec<Value>,
    folder: PathBuf,
    _only: MutexGuard<'static, ()>,
}

impl Browser {
    /// Starts one; none where Chromium is not installed. Where `TIES_PEERS=1` asks for it, it has to be.
    pub fn start(name: &str) -> Option<Self> {
        let only = ONE.lock().unwrap_or_else(PoisonError::into_inner);
        let here = |name: &&&str| Command::new(name).arg("--version").output().is_ok();
        let Some(program) = NAMES.iter().find(here) else {
            let asked_for = std::env::var_os("TIES_PEERS").is_some_and(|value| value == "1");
            assert!(!asked_for, "TIES_PEERS=1 is set, and Chromium is not installed");
            eprintln!("skipped: Chromium is not installed");
            return None;
        };
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("explorer-{name}"));
        let _ = fs::remove_dir_all(&folder);
        let mut command = Command::new(program);
        command.args(FLAGS).arg(format!("--user-data-dir={}", folder.join("profile").display())).arg("about:blank");
        let mut process = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it is installed");
        let mut said = BufReader::new(process.stderr.take().expect("it is piped"));
        let address = address(&mut said);
        thread::spawn(move || said.read_to_end(&mut vec![]));
        let host = address.trim_start_matches("ws://").split('/').next().expect("there is a host");
        let stream = TcpStream::connect(host).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("it is no zero");
        let (socket, _) = tungstenite::client(&address, stream).expect("it speaks");
        let (session, events) = (String::new(), vec![]);
        let mut browser = Self { process, socket, last: 0, session, events, folder, _only: only };
        let target = browser.ask("Target.createTarget", json!({"url": "about:blank"}));
        let attached = browser.ask("Target.attachToTarget", json!({"targetId": target["targetId"], "flatten": true}));
        browser.session = attached["sessionId"].as_str().expect("there is a session").to_owned();
        for domain in ["Page", "Runtime", "Network", "Log"] {
            browser.ask(&format!("{domain}.enable"), json!({}));
        }
        browser.size(1400, 900);
        Some(browser)
    }

    /// Asks something and waits for the answer; what happens meanwhile is kept.
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        self.last += 1;
        let mut message = json!({"id": self.last, "method": method, "params": params});
        if !self.session.is_empty() {
            message["sessionId"] = self.session.as_str().into();
        }
        self.socket.send(Message::text(message.to_string())).expect("it listens");
        loop {
            let text = self.socket.read().expect("it answers").into_text().expect("it is text");
            let Ok(mut answer) = serde_json::from_str::<Value>(&text) else { continue };
            if answer["id"] == self.last {
                assert!(answer["error"].is_null(), "{method} {params}: {}", answer["error"]);
                return answer["result"].take();
            }
            self.events.push(answer);
        }
    }

    /// How large the window is.
    pub fn size(&mut self, width: u32, height: u32) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.ask("Emulation.setDeviceMetricsOverride", size);
    }

    /// Writes a page into a file and opens it.
    pub fn open(&mut self, html: &str, hash: &str) -> String {
        fs::create_dir_all(&self.folder).expect("there is room");
        let file = self.folder.join("page.html");
        fs::write(&file, html).expect("there is room");
        let url = format!("file://{}{hash}", file.display());
        self.ask("Page.navigate", json!({"url": "about:blank"}));
        self.until("location.href === 'about:blank'");
        self.events.clear();
        self.ask("Page.navigate", json!({"url": url}));
        self.until("location.protocol === 'file:' && document.readyState === 'complete'");
        url
    }

    /// Loads the page again, with the address it has come to.
    pub fn reload(&mut self) {
        self.eval("void (window.old = true)");
        self.ask("Page.reload", json!({}));
        self.until("!window.old && document.readyState === 'complete'");
    }

    /// What an expression comes to in the page.
    pub fn eval(&mut self, expression: &str) -> Value {
        let ask = json!({"expression": expression, "returnByValue": true, "awaitPromise": true, "userGesture": true});
        let mut answer = self.ask("Runtime.evaluate", ask);
        assert!(answer["exceptionDetails"].is_null(), "{expression}: {}", answer["exceptionDetails"]);
        answer["result"]["value"].take()
    }

    /// The same as text.
    pub fn text(&mut self, expression: &str) -> String {
        match self.eval(expression) {
            Value::String(text) => text,
            other => panic!("{expression} is {other}"),
        }
    }

    /// Whether something is so.
    pub fn is(&mut self, expression: &str) -> bool {
        self.eval(&format!("!!({expression})")) == true
    }

    /// Waits until something is so.
    #[track_caller]
    pub fn until(&mut self, expression: &str) {
        for _ in 0..LOOKS {
            // While a page is going, there is nobody to ask.
            let ask = json!({"expression": format!("!!({expression})"), "returnByValue": true});
            let answer = self.ask("Runtime.evaluate", ask);
            if answer["result"]["value"] == true {
                return;
            }
            thread::sleep(PAUSE);
        }
        panic!("it never comes to be that {expression}");
    }

    /// Clicks in the middle of what a selector finds first.
    #[track_caller]
    pub fn click(&mut self, selector: &str) {
        self.click_with(selector, 0);
    }

    /// The same with keys held.
    #[track_caller]
    pub fn click_with(&mut self, selector: &str, held: u8) {
        let at = self.middle(selector);
        self.mouse("mouseMoved", at, held);
        self.mouse("mousePressed", at, held);
        self.mouse("mouseReleased", at, held);
    }

    /// Presses at one place, moves to another and lets go.
    pub fn drag(&mut self, from: (f64, f64), to: (f64, f64)) {
        self.mouse("mouseMoved", from, 0);
        self.mouse("mousePressed", from, 0);
        self.mouse("mouseMoved", ((from.0 + to.0) / 2., (from.1 + to.1) / 2.), 0);
        self.mouse("mouseMoved", to, 0);
        self.mouse("mouseReleased", to, 0);
    }

    /// Moves or presses the mouse.
    pub fn mouse(&mut self, what: &str, (x, y): (f64, f64), held: u8) {
        let (button, down) = if what == "mouseMoved" { ("none", 0) } else { ("left", 1) };
        let event = json!({"type": what, "x": x, "y": y, "button": button, "buttons": down, "clickCount": down, "modifiers": held});
        self.ask("Input.dispatchMouseEvent", event);
    }

    /// Turns the wheel.
    pub fn wheel(&mut self, (x, y): (f64, f64), turn: f64) {
        self.ask(
            "Input.dispatchMouseEvent",
            json!({"type": "mouseWheel", "x": x, "y": y, "deltaX": 0, "deltaY": turn}),
        );
    }

    /// The middle of what a selector finds first, brought into view; it has to be what is hit there.
    #[track_caller]
    pub fn middle(&mut self, selector: &str) -> (f64, f64) {
        let selector = Value::from(selector);
        let found = self.eval(&format!(
            "(() => {{ const it = document.querySelector({selector}); if (!it) return 'nothing'; \
             if (!it.ownerSVGElement) it.scrollIntoView({{block: 'nearest', inline: 'nearest'}}); \
             const part = it.querySelector?.('.hit'); const box = it.getBoundingClientRect(); \
             let x = box.x + box.width / 2, y = box.y + box.height / 2; \
             if (part) {{ const p = part.getPointAtLength(part.getTotalLength() * 0.3).matrixTransform(part.getScreenCTM()); x = p.x; y = p.y; }} \
             const hit = document.elementFromPoint(x, y); \
             return it.contains(hit) || hit?.contains(it) ? [x, y] : hit?.outerHTML ?? 'outside'; }})()"
        ));
        match found.as_array().map(Vec::as_slice) {
            Some([x, y]) => (x.as_f64().expect("a number"), y.as_f64().expect("a number")),
            _ => panic!("{selector} cannot be clicked: {found}"),
        }
    }

    /// Presses a key: its name, or the sign it writes.
    pub fn key(&mut self, key: &str) {
        self.key_with(key, 0);
    }

    /// The same with keys held.
    pub fn key_with(&mut self, key: &str, held: u8) {
        let code = match key {
            "Enter" => 13,
            "Tab" => 9,
            "Escape" => 27,
            "ArrowLeft" => 37,
            "ArrowUp" => 38,
            "ArrowRight" => 39,
            "ArrowDown" => 40,
            "Home" => 36,
            "End" => 35,
            sign => sign.to_uppercase().bytes().next().map_or(0, u32::from),
        };
        let text = match key {
            "Enter" => "\r",
            sign if sign.chars().count() == 1 => sign,
            _ => "",
        };
        let down = if text.is_empty() { "rawKeyDown" } else { "keyDown" };
        for what in [down, "keyUp"] {
            let text = if what == "keyUp" { "" } else { text };
            let event =
                json!({"type": what, "key": key, "text": text, "windowsVirtualKeyCode": code, "modifiers": held});
            self.ask("Input.dispatchKeyEvent", event);
        }
    }

    /// Types a text.
    pub fn write(&mut self, text: &str) {
        text.chars().for_each(|c| self.key(&c.to_string()));
    }

    /// Errors, warnings and broken policies since the page was opened.
    pub fn complaints(&mut self) -> Vec<String> {
        self.eval("0");
        let of = |method: &'static str| self.events.iter().filter(move |e| e["method"] == method).map(|e| &e["params"]);
        let said = of("Runtime.consoleAPICalled").map(Value::to_string);
        let thrown = of("Runtime.exceptionThrown").map(Value::to_string);
        said.chain(thrown).chain(of("Log.entryAdded").map(Value::to_string)).collect()
    }

    /// All that was asked for since the page was opened.
    pub fn requests(&mut self) -> Vec<String> {
        self.eval("0");
        let asked = self.events.iter().filter(|e| e["method"] == "Network.requestWillBeSent");
        asked.map(|e| e["params"]["request"]["url"].as_str().unwrap_or_default().to_owned()).collect()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Where it listens, which it says when it has started.
fn address(said: &mut impl BufRead) -> String {
    let mut all = String::new();
    loop {
        let mut line = String::new();
        let length = said.read_line(&mut line).expect("it is text");
        if let Some(address) = line.trim().strip_prefix("DevTools listening on ") {
            return address.to_owned();
        }
        all.push_str(&line);
        assert!(length > 0, "Chromium ends before it listens: {all}");
    }
}
