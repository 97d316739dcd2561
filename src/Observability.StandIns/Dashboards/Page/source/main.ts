import "./style.css"; document.body.append("soon");
